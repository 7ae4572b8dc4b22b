// What a caller (another extension, a key binding, a language model) may say of a pipeline beforehand.
import * as v from 'valibot';
import { maxChildren } from '../../core/pipelineContract';
import type { PipelineChoices } from './pipelineChoices';

const text = v.pipe(v.string(), v.nonEmpty());

export const pipelineArguments = v.strictObject({
  /** A URI, or an absolute path of this machine. */
  file: text,
  queue: v.optional(text),
  shareIdentifier: v.optional(text),
  bucket: v.optional(text),
  splitDefinition: v.optional(text),
  mergeDefinition: v.optional(text),
  preset: v.optional(v.picklist(['rainbow', 'command'])),
  template: v.optional(text),
  command: v.optional(text),
  skipBlank: v.optional(v.boolean()),
  maxChildren: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxChildren))),
  resultName: v.optional(text),
});

export type PipelineArguments = v.InferOutput<typeof pipelineArguments>;

/** What is said goes before what was chosen last; a command means the preset that runs it. */
export function withArguments(choices: PipelineChoices, said: PipelineArguments): PipelineChoices {
  const preset = said.preset ?? (said.command === undefined ? choices.preset : 'command');
  const { queue: jobQueue, bucket, splitDefinition, mergeDefinition, template, command } = said;
  const { shareIdentifier, skipBlank, maxChildren: most, resultName } = said;
  const names = { jobQueue, shareIdentifier, bucket, splitDefinition, mergeDefinition, resultName };
  const given = Object.entries({ ...names, preset, template, command, skipBlank, maxChildren: most });
  return { ...choices, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
