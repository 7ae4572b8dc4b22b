// What the user chooses for a pipeline, and what it is at first: the choices used last, or those of a new engine.
import type { Connection } from '../../core/connection';
import {
  type PipelinePreset,
  defaultResultName,
  defaultTemplate,
  maxChildren,
  mergeDefinitionName,
  splitDefinitionName,
} from '../../core/pipelineContract';
import type { RunRequest } from '../pipeline/runRequest';
import type { Memory } from '../services';
import type { JobForm } from './jobForm';
import { jobMembers } from './jobMembers';
import { lastUsed, rememberUsed, textOf } from './lastUsed';

export type PipelineChoices = {
  /** Undefined where there is no telling: the user has to choose. */
  readonly jobQueue?: string;
  /** Of a fair-share queue. */
  readonly shareIdentifier?: string;
  readonly bucket?: string;
  readonly splitDefinition: string;
  readonly mergeDefinition: string;
  readonly preset: PipelinePreset;
  /** Of `rainbow`. */
  readonly template: string;
  /** Of `command`; empty until the user gives one. */
  readonly command: string;
  readonly skipBlank: boolean;
  /** At most so many children; undefined: as many as there are lines, and as AWS Batch takes. */
  readonly maxChildren?: number;
  readonly resultName: string;
  /** Of a run that is made like another one: what its jobs get beyond what the pipeline gives them. */
  readonly forms?: { readonly split: JobForm; readonly merge: JobForm };
};

const what = 'pipeline';
/** What a first start of the local engine makes. */
const firstQueue = 'local';
const firstBucket = 'pipeline';

export function pipelineChoices(memory: Memory, connection: Connection): PipelineChoices {
  const used = lastUsed(memory, what, connection);
  const isLocal = connection.kind === 'local';
  const most = used.maxChildren;
  return {
    jobQueue: textOf(used.jobQueue) ?? (isLocal ? firstQueue : undefined),
    shareIdentifier: textOf(used.shareIdentifier),
    bucket: textOf(used.bucket) ?? (isLocal ? firstBucket : undefined),
    splitDefinition: textOf(used.splitDefinition) ?? splitDefinitionName,
    mergeDefinition: textOf(used.mergeDefinition) ?? mergeDefinitionName,
    preset: used.preset === 'command' ? 'command' : 'rainbow',
    template: textOf(used.template) ?? defaultTemplate,
    command: textOf(used.command) ?? '',
    skipBlank: used.skipBlank === true,
    maxChildren: typeof most === 'number' && isChildCount(most) ? most : undefined,
    resultName: textOf(used.resultName) ?? defaultResultName,
  };
}

export function rememberPipelineChoices(
  memory: Memory,
  connection: Connection,
  choices: PipelineChoices,
): Promise<void> {
  return rememberUsed(memory, what, connection, choices);
}

export function isChildCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= maxChildren;
}

/** Undefined while a queue or a bucket is missing. */
export function runRequestOf(choices: PipelineChoices): RunRequest | undefined {
  const { jobQueue, shareIdentifier, bucket, splitDefinition, mergeDefinition } = choices;
  const { preset, template, command, skipBlank, resultName, forms } = choices;
  if (jobQueue === undefined || bucket === undefined) return undefined;
  return {
    bucket,
    jobQueue,
    splitDefinition,
    mergeDefinition,
    choice: preset === 'command' ? { preset, command } : { preset, template },
    resultName,
    skipBlank,
    ...(shareIdentifier !== undefined && { shareIdentifier }),
    ...(forms !== undefined && { members: { split: jobMembers(forms.split), merge: jobMembers(forms.merge) } }),
  };
}
