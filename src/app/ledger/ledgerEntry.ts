// One line of the ledger of runs, and what is kept of a run. Reading a line twice, or in another order, changes nothing.
import * as v from 'valibot';
import { runEndSchema } from './runEndSchema';
import { known, text, time } from './schemaParts';

/** Where the run is: enough to choose the connection again, no credentials. */
const connectionSchema = v.variant('kind', [
  known({ kind: v.literal('local') }),
  known({ kind: v.literal('aws'), profile: v.optional(text), region: text }),
  known({ kind: v.literal('endpoint'), url: text, profile: v.optional(text), region: text }),
]);

const factsSchema = known({
  jobName: text,
  /** Submitted here, or a job that somebody else submitted and that was opened here. */
  origin: v.picklist(['pipeline', 'job', 'rerun', 'opened']),
  connection: connectionSchema,
  jobQueue: v.optional(text),
  childCount: v.optional(v.number()),
  /** The merge of a pipeline's run. */
  mergeJobId: v.optional(text),
  result: v.optional(known({ bucket: text, key: text })),
  /** As it was sent, but for the values of variables: `keptRequest` says which stay. */
  request: v.optional(v.record(text, v.unknown())),
});

const lookSchema = known({
  status: text,
  statusReason: v.optional(text),
  /** Of a pipeline's run: of each of its two jobs. */
  splitStatus: v.optional(text),
  mergeStatus: v.optional(text),
  startedAt: v.optional(time),
  stoppedAt: v.optional(time),
  exitCode: v.optional(v.number()),
  failedCount: v.optional(v.number()),
});

const costSchema = known({
  /** One sum for each currency. */
  costs: v.array(known({ currency: text, amount: v.number() })),
  /** Attempts without a figure. */
  unpriced: v.number(),
});

const head = { id: text, at: time };

/** By kind, so that a line is held against one of them only: there may be a hundred thousand. */
const entrySchemas = {
  run: known({ ...head, kind: v.literal('run'), facts: factsSchema }),
  look: known({ ...head, kind: v.literal('look'), look: lookSchema }),
  end: known({ ...head, kind: v.literal('end'), end: runEndSchema }),
  cost: known({ ...head, kind: v.literal('cost'), cost: costSchema }),
  pin: known({ ...head, kind: v.literal('pin'), isPinned: v.boolean() }),
  note: known({ ...head, kind: v.literal('note'), note: text }),
  delete: known({ ...head, kind: v.literal('delete') }),
  /** A window gathers what is kept of the end; another one waits a while before it does so too. */
  gather: known({ ...head, kind: v.literal('gather'), by: text }),
  /** A window has told the user of the end. */
  told: known({ ...head, kind: v.literal('told'), by: text }),
  /** The user has seen the end in the Runs view. */
  seen: known({ ...head, kind: v.literal('seen') }),
};
type Schemas = typeof entrySchemas;

const otherSchema = v.looseObject({ ...head, kind: text });

export type RunFacts = v.InferOutput<typeof factsSchema>;
export type RunLook = v.InferOutput<typeof lookSchema>;
export type RunCost = v.InferOutput<typeof costSchema>;

/** A line of a newer version: it is kept as it is. */
export type OtherEntry = {
  readonly kind: 'other';
  readonly id: string;
  readonly at: number;
  readonly line: Readonly<Record<string, unknown>>;
};

/** `id` is that of the job to watch (the split of a pipeline's run), `at` milliseconds since 1970. */
export type LedgerEntry = v.InferOutput<Schemas[keyof Schemas]> | OtherEntry;

export type EntryOf<Kind extends LedgerEntry['kind']> = Extract<LedgerEntry, { kind: Kind }>;

/** Undefined for a line that was cut off by a crash, or is none of ours. */
export function readEntry(line: string): LedgerEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const schema = schemaOf(value);
  const read = schema && v.safeParse(schema, value);
  if (read?.success === true) return read.output;
  const other = v.safeParse(otherSchema, value);
  return other.success ? { kind: 'other', id: other.output.id, at: other.output.at, line: other.output } : undefined;
}

function schemaOf(value: unknown): Schemas[keyof Schemas] | undefined {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : '';
  return Object.hasOwn(entrySchemas, kind) ? entrySchemas[kind as keyof Schemas] : undefined;
}

/** One line, without a break at its end. */
export function writeEntry(entry: LedgerEntry): string {
  return JSON.stringify(entry.kind === 'other' ? entry.line : entry);
}
