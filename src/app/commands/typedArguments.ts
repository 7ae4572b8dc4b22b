// The arguments that other extensions and key bindings may call commands with, and what they stand for in the view.
import * as v from 'valibot';
import { checkInput } from '../checkInput';
import type { Translate } from '../l10n';
import { pipelineArguments } from '../submit/pipelineArguments';
import { isNode } from '../tree';
import type { Node } from '../tree/node';

export type Arguments = { readonly target?: unknown; readonly selection?: readonly unknown[] };

type Shape = { readonly schema: v.GenericSchema; readonly toArguments: (checked: never) => Arguments };

function shape<Schema extends v.GenericSchema>(
  schema: Schema,
  toArguments: (checked: v.InferOutput<Schema>) => Arguments,
): Shape {
  return { schema, toArguments: toArguments };
}

const jobId = v.pipe(v.string(), v.nonEmpty());
/** The same as a click on the job in the view. */
const oneJob = shape(v.strictObject({ jobId }), (given) => ({ target: jobNode(given.jobId) }));

/** Commands that are not here take what the view hands them, and nothing else is promised of them. */
export const typedArguments: Readonly<Partial<Record<string, Shape>>> = {
  'awsBatch.cloneJob': oneJob,
  'awsBatch.downloadResult': oneJob,
  'awsBatch.explainJob': oneJob,
  'awsBatch.openLog': oneJob,
  'awsBatch.openResult': oneJob,
  'awsBatch.openRunPanel': oneJob,
  'awsBatch.rerunFailed': oneJob,
  'awsBatch.revealJob': oneJob,
  'awsBatch.showUsage': oneJob,
  'awsBatch.stopJob': shape(
    v.pipe(
      v.strictObject({ jobId: v.optional(jobId), jobIds: v.optional(v.pipe(v.array(jobId), v.minLength(1))) }),
      v.check(({ jobId: one, jobIds }) => (one === undefined) !== (jobIds === undefined), 'Give jobId or jobIds.'),
    ),
    (given) => {
      const nodes = (given.jobIds ?? [given.jobId ?? '']).map(jobNode);
      return { target: nodes[0], selection: nodes };
    },
  ),
  'awsBatch.submitPipeline': shape(pipelineArguments, (given) => ({ target: new PipelineTarget(given) })),
};

/** What a caller has said of a pipeline to submit. */
export class PipelineTarget {
  constructor(readonly said: v.InferOutput<typeof pipelineArguments>) {}
}

/** A literal object, not something that was clicked. */
export function isTyped(target: unknown): boolean {
  if (typeof target !== 'object' || target === null || isNode(target)) return false;
  return Object.getPrototypeOf(target) === Object.prototype;
}

/** @throws AppError `invalid` that names the member which is wrong */
export function readArguments(command: string, target: unknown, t: Translate): Arguments {
  const own = typedArguments[command];
  if (own === undefined) return { target };
  return own.toArguments(checkInput(command, own.schema, target, t) as never);
}

function jobNode(id: string): Node {
  return { kind: 'job', jobId: id, parent: { kind: 'jobs', connection: '' } };
}
