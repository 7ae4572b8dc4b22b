// Watches the two jobs of a run with one call a look, less often when nothing happens, until both have ended.
import { type StatusCounts, countsOfOne } from '../../core/arrayJob';
import { AppError, messageOf } from '../../core/errors';
import type { Job } from '../../core/job';
import { type JobStatus, isTerminal } from '../../core/jobStatus';
import type { BatchPort, Clock } from '../ports';
import { type FailedChild, FailedChildren } from './failedChildren';
import type { Run, SubmittedJob } from './runRequest';

export type JobProgress = SubmittedJob & {
  readonly status: JobStatus;
  /** Why it waits or how it ended. */
  readonly statusReason?: string;
  /** Children by state; of a plain job: one. They lag a little behind the states of the children. */
  readonly counts: StatusCounts;
};

export type RunSnapshot = {
  /** When these things were so, in milliseconds since 1970. */
  readonly seenAt: number;
  readonly split: JobProgress;
  readonly merge: JobProgress;
  /** The failed children that are known, by number, up to a limit: `split.counts.FAILED` tells how many there are. */
  readonly failedChildren: readonly FailedChild[];
  readonly outcome: 'running' | 'succeeded' | 'failed';
  /** Why nothing newer is known. Another look is taken soon. */
  readonly trouble?: string;
};

export type WatchOptions = {
  /** Between two looks while things change. */
  readonly minIntervalMs: number;
  /** While nothing changes. */
  readonly maxIntervalMs: number;
};

export type WatchPorts = { readonly batch: BatchPort; readonly clock: Clock; readonly random: () => number };

const defaults: WatchOptions = { minIntervalMs: 2000, maxIntervalMs: 15_000 };
const longestBackOffMs = 60_000;
/** Looks in a row without an answer before the watch gives up; being told to slow down does not count. */
const maxSilentLooks = 5;
/** What was just submitted may not be found at once. */
const maxMissingLooks = 10;

type Watched = Pick<Run, 'split' | 'merge'>;

/**
 * Yields after every look; the last snapshot has an outcome. It costs one DescribeJobs a look, and one ListJobs when
 * there are failed children that it does not know yet.
 * @throws AppError when AWS does not answer for long, refuses, or does not know the jobs; the signal's reason.
 */
export async function* watchRun(
  run: Watched,
  { batch, clock, random }: WatchPorts,
  signal: AbortSignal,
  { minIntervalMs, maxIntervalMs }: WatchOptions = defaults,
): AsyncGenerator<RunSnapshot, void> {
  const failed = new FailedChildren(run.split.jobId, batch);
  let last = firstSnapshot(run, clock.now());
  let intervalMs = minIntervalMs;
  let [failures, silent, missing] = [0, 0, 0];
  for (;;) {
    try {
      const jobs = await batch.describeJobs([run.split.jobId, run.merge.jobId], signal);
      const next = await snapshotOf(run, jobs, last, failed, clock.now(), signal);
      missing = jobs.length < 2 ? missing + 1 : 0;
      if (missing >= maxMissingLooks) throw unknownJobs(run, jobs);
      intervalMs = isChange(last, next) ? minIntervalMs : Math.min(intervalMs * 1.5, maxIntervalMs);
      [failures, silent] = [0, 0];
      last = next;
    } catch (cause) {
      const isThrottled = isKind(cause, 'throttled');
      if (!isThrottled && !isKind(cause, 'network') && !isKind(cause, 'server')) throw cause;
      silent += isThrottled ? 0 : 1;
      if (silent >= maxSilentLooks) throw cause;
      last = { ...last, trouble: messageOf(cause) };
      intervalMs = minIntervalMs * 2 ** failures * (0.5 + random());
      intervalMs = Math.min(Math.max(intervalMs, minIntervalMs), longestBackOffMs);
      failures += 1;
    }
    yield last;
    if (last.outcome !== 'running') return;
    await clock.sleep(intervalMs, signal);
  }
}

function firstSnapshot({ split, merge }: Watched, seenAt: number): RunSnapshot {
  const waiting = { status: 'SUBMITTED', counts: countsOfOne('SUBMITTED') };
  return {
    seenAt,
    split: { ...split, ...waiting },
    merge: { ...merge, ...waiting },
    failedChildren: [],
    outcome: 'running',
  };
}

async function snapshotOf(
  run: Watched,
  jobs: readonly Job[],
  last: RunSnapshot,
  failed: FailedChildren,
  seenAt: number,
  signal: AbortSignal,
): Promise<RunSnapshot> {
  const job = (id: string): Job | undefined => jobs.find(({ jobId }) => jobId === id);
  const split = progressOf(last.split, job(run.split.jobId));
  const merge = progressOf(last.merge, job(run.merge.jobId));
  const failedChildren = await failed.update(job(run.split.jobId), split.counts.FAILED, signal);
  const hasEnded = isTerminal(split.status) && isTerminal(merge.status);
  const outcome = !hasEnded ? 'running' : merge.status === 'SUCCEEDED' ? 'succeeded' : 'failed';
  return { seenAt, split, merge, failedChildren, outcome, trouble: failed.trouble };
}

function progressOf(last: JobProgress, job: Job | undefined): JobProgress {
  if (job === undefined) return last;
  const { jobId, jobName, status, statusReason, array } = job;
  return { jobId, jobName, status, statusReason, counts: array?.counts ?? countsOfOne(status) };
}

function isChange(last: RunSnapshot, next: RunSnapshot): boolean {
  const facts = ({ split, merge }: RunSnapshot): string =>
    JSON.stringify([split.status, split.counts, merge.status, merge.statusReason]);
  return facts(last) !== facts(next);
}

function isKind(cause: unknown, kind: AppError['kind']): boolean {
  return cause instanceof AppError && cause.kind === kind;
}

function unknownJobs({ split, merge }: Watched, known: readonly Job[]): AppError {
  const names = [split, merge].filter(({ jobId }) => !known.some((job) => job.jobId === jobId));
  const list = names.map(({ jobName, jobId }) => `${jobName} (${jobId})`).join(' and ');
  return new AppError('notFound', `AWS Batch does not know ${list}: were they submitted on this connection?`);
}
