// Ends any number of jobs, fifty to a call where the service has such a call, and says of each what became of it.
import { AppError } from '../../core/errors';
import { isTerminal } from '../../core/jobStatus';
import { neverAborted } from '../pipeline/neverAborted';
import type { SubmittedJob } from '../pipeline/runRequest';
import type { StillRunning } from '../pipeline/stopRun';
import type { BatchPort, Clock } from '../ports';
import { Lanes } from '../store/lanes';

export type StopOutcome = {
  readonly stopped: readonly SubmittedJob[];
  readonly failed: readonly StillRunning[];
  /** After a Cancel, or where going on had no sense. */
  readonly untried: readonly SubmittedJob[];
};

export type StopPorts = { readonly batch: BatchPort; readonly clock: Clock };

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_TerminateJobs.html */
const jobsPerCall = 50;
/** Where each job needs a call of its own. */
const callsAtOnce = 4;
const maxThrottledRounds = 6;
const firstThrottleDelayMs = 500;

type Tried = { readonly failed: readonly StillRunning[]; readonly isHopeless: boolean };

/**
 * In the order given, never by name. A job that has ended meanwhile is no failure.
 * @param signal stops what was not sent yet
 * @param onProgress told of those that are being ended now, and of how many there is an answer for
 */
export async function stopMany(
  jobs: readonly SubmittedJob[],
  reason: string,
  { batch, clock }: StopPorts,
  signal: AbortSignal,
  onProgress: (stopped: readonly SubmittedJob[], answered: number) => void,
): Promise<StopOutcome> {
  const stopper = new Stopper(batch, reason);
  const [waiting, stopped, failed]: [SubmittedJob[], SubmittedJob[], StillRunning[]] = [[...jobs], [], []];
  let throttledRounds = 0;
  let isHopeless = false;
  while (waiting.length > 0 && !signal.aborted && !isHopeless) {
    const now = waiting.splice(0, jobsPerCall);
    const tried = await stopper.tryAll(now);
    const throttled = tried.failed.filter(({ cause }) => cause.kind === 'throttled');
    throttledRounds = throttled.length === 0 ? 0 : throttledRounds + 1;
    const isLater = throttled.length > 0 && throttledRounds < maxThrottledRounds;
    failed.push(...tried.failed.filter((failure) => !isLater || !throttled.includes(failure)));
    if (isLater) waiting.unshift(...throttled.map(({ job }) => job));
    const ended = now.filter((job) => !tried.failed.some((failure) => failure.job === job));
    stopped.push(...ended);
    onProgress(ended, stopped.length + failed.length);
    isHopeless = tried.isHopeless || throttledRounds === maxThrottledRounds;
    if (isLater) await pause(clock, firstThrottleDelayMs * 2 ** throttledRounds, signal);
  }
  return { ...(await withoutEnded({ stopped, failed }, batch)), untried: waiting };
}

class Stopper {
  private isBulk = true;

  constructor(
    private readonly batch: BatchPort,
    private readonly reason: string,
  ) {}

  async tryAll(jobs: readonly SubmittedJob[]): Promise<Tried> {
    if (!this.isBulk || jobs.length === 1) return this.oneByOne(jobs);
    try {
      const ids = jobs.map(({ jobId }) => jobId);
      const refused = await this.batch.terminateJobs(ids, this.reason, neverAborted);
      const reasons = new Map(refused.map(({ jobId, error }) => [jobId, error]));
      return { failed: failuresOf(jobs, reasons), isHopeless: false };
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      const { kind, isAnswerLost } = cause;
      const isRefusal = ['denied', 'invalid', 'notFound'].includes(kind) || (kind === 'server' && !isAnswerLost);
      if (!isRefusal) return { failed: jobs.map((job) => ({ job, cause })), isHopeless: kind !== 'throttled' };
      // One job may be what the credentials may not touch; other refusals mean that the service has no such call.
      this.isBulk = kind === 'denied';
      return this.oneByOne(jobs);
    }
  }

  private async oneByOne(jobs: readonly SubmittedJob[]): Promise<Tried> {
    const lanes = new Lanes(callsAtOnce);
    const reasons = new Map<string, AppError>();
    const stop = async ({ jobId }: SubmittedJob): Promise<void> => {
      try {
        await this.batch.terminateJob(jobId, this.reason, neverAborted);
      } catch (cause) {
        if (!(cause instanceof AppError)) throw cause;
        reasons.set(jobId, cause);
      }
    };
    await Promise.all(jobs.map((job) => lanes.run(() => stop(job))));
    const failed = failuresOf(jobs, reasons);
    // Where none of fifty may be ended, or nobody answers, thousands of calls more would not change it.
    const isHopeless = failed.length === jobs.length && failed.every(({ cause }) => cause.kind !== 'throttled');
    return { failed, isHopeless };
  }
}

function failuresOf(jobs: readonly SubmittedJob[], reasons: ReadonlyMap<string, AppError>): readonly StillRunning[] {
  return jobs.flatMap((job) => {
    const cause = reasons.get(job.jobId);
    return cause === undefined ? [] : [{ job, cause }];
  });
}

/** What has ended by itself in the same moment needs no stop, whatever the service said of it. */
async function withoutEnded(
  { stopped, failed }: Omit<StopOutcome, 'untried'>,
  batch: BatchPort,
): Promise<Omit<StopOutcome, 'untried'>> {
  if (failed.length === 0) return { stopped, failed };
  try {
    const jobs = await batch.describeJobs(
      failed.map(({ job }) => job.jobId),
      neverAborted,
    );
    const ended = new Set(jobs.filter(({ status }) => isTerminal(status)).map(({ jobId }) => jobId));
    return { stopped, failed: failed.filter(({ job }) => !ended.has(job.jobId)) };
  } catch (cause) {
    // The look is a kindness: what the user must know is why the jobs could not be stopped.
    if (cause instanceof AppError) return { stopped, failed };
    throw cause;
  }
}

async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(delayMs, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
  }
}
