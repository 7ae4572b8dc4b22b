// One line of the ledger of runs, and what is kept of a run. Reading a line twice, or in another order, changes nothing.
import * as v from 'valibot';

const time = v.pipe(v.number(), v.finite());
const text = v.string();

/** Where the run is: enough to choose the connection again, no credentials. */
const connectionSchema = v.variant('kind', [
  v.object({ kind: v.literal('local') }),
  v.object({ kind: v.literal('aws'), profile: v.optional(text), region: text }),
  v.object({ kind: v.literal('endpoint'), url: text, profile: v.optional(text), region: text }),
]);

const factsSchema = v.object({
  jobName: text,
  /** Submitted here, or a job that somebody else submitted and that was opened here. */
  origin: v.picklist(['pipeline', 'job', 'rerun', 'opened']),
  connection: connectionSchema,
  jobQueue: v.optional(text),
  childCount: v.optional(v.number()),
  /** The merge of a pipeline's run. */
  mergeJobId: v.optional(text),
  result: v.optional(v.object({ bucket: text, key: text })),
  /** As it was sent, but for the values of variables: `keptRequest` says which stay. */
  request: v.optional(v.record(text, v.unknown())),
});

const lookSchema = v.object({
  status: text,
  statusReason: v.optional(text),
  startedAt: v.optional(time),
  stoppedAt: v.optional(time),
  exitCode: v.optional(v.number()),
  failedCount: v.optional(v.number()),
});

const head = { id: text, at: time };

const entrySchema = v.variant('kind', [
  v.object({ ...head, kind: v.literal('run'), facts: factsSchema }),
  v.object({ ...head, kind: v.literal('look'), look: lookSchema }),
  v.object({ ...head, kind: v.literal('pin'), isPinned: v.boolean() }),
  v.object({ ...head, kind: v.literal('note'), note: text }),
  v.object({ ...head, kind: v.literal('delete') }),
]);

export type RunFacts = v.InferOutput<typeof factsSchema>;
export type RunLook = v.InferOutput<typeof lookSchema>;

/** `id` is that of the job to watch (the split of a pipeline's run), `at` milliseconds since 1970. */
export type LedgerEntry = v.InferOutput<typeof entrySchema>;

/** Undefined for a line that was cut off by a crash, or is none of ours. */
export function readEntry(line: string): LedgerEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const read = v.safeParse(entrySchema, value);
  return read.success ? read.output : undefined;
}
