// What is kept of a run once it has ended: bounded, however many children it had.
import * as v from 'valibot';
import { known, text, time } from './schemaParts';

const attemptSchema = known({
  startedAt: v.optional(time),
  stoppedAt: v.optional(time),
  exitCode: v.optional(v.number()),
  reason: v.optional(text),
});

const jobSchema = known({
  jobId: text,
  jobName: text,
  status: text,
  createdAt: v.optional(time),
  startedAt: v.optional(time),
  stoppedAt: v.optional(time),
  exitCode: v.optional(v.number()),
  reason: v.optional(text),
  attempts: v.array(attemptSchema),
});

const childrenSchema = known({
  /** How many AWS Batch has told of. */
  told: v.number(),
  firstStartedAt: v.optional(time),
  lastStoppedAt: v.optional(time),
  /** Children by exit code, as text. */
  exitCodes: v.record(text, v.number()),
  medianMs: v.optional(v.number()),
  p95Ms: v.optional(v.number()),
  /** Index and milliseconds, the slowest first. */
  slowest: v.array(v.tuple([v.number(), v.number()])),
  /** Of every child, see core/durationList.ts. Goes first when the ledger gets too large. */
  durations: v.optional(known({ unitMs: v.number(), list: text })),
});

export const runEndSchema = known({
  /** The job, its merge, then a few of the children that failed. */
  jobs: v.array(jobSchema),
  children: v.optional(childrenSchema),
  /** The most frequent first, with the first of the children's indexes; of a plain job without. */
  failures: v.array(known({ reason: text, count: v.number(), indexes: v.array(v.number()) })),
  /** The end of what failed jobs have written. */
  logs: v.array(known({ jobId: text, text })),
  resultBytes: v.optional(v.number()),
  /** What could not be had, a sentence each. */
  missing: v.array(text),
});

export type RunEnd = v.InferOutput<typeof runEndSchema>;
export type EndedJob = RunEnd['jobs'][number];
