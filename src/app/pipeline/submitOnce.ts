// Submits one job exactly once although SubmitJob has no idempotency token and answers get lost.
import { AppError, messageOf } from '../../core/errors';
import type { BatchPort, Clock, SubmitJobRequest } from '../ports';
import { neverAborted } from './neverAborted';
import type { SubmittedJob } from './runRequest';

export type SubmitPorts = {
  readonly batch: BatchPort;
  readonly clock: Clock;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
};

/** Lists lag behind: a job that was accepted is looked for so often before it counts as lost. */
const lookUpDelaysMs = [0, 1000, 2000, 4000];
const maxThrottledTries = 6;
const firstThrottleDelayMs = 500;

/**
 * Submits a job whose name no other job has. When the answer is lost, the job is looked up by its name and adopted, or
 * submitted once more; `onNote` is told of it in a sentence.
 * The signal stops what waits, never a call that is on its way: its outcome must be known.
 * @throws AppError; with `isAnswerLost` when it is not known whether the job was made.
 */
export async function submitOnce(
  request: SubmitJobRequest,
  ports: SubmitPorts,
  signal: AbortSignal,
  onNote: (text: string) => void,
): Promise<SubmittedJob> {
  const { jobName } = request;
  const first = await trySubmit(request, ports, signal);
  if (!(first instanceof AppError)) return first;
  onNote(`The answer to the submission of ${jobName} was lost (${first.message}). Looking for the job.`);
  const found = await lookUp(request, ports, first);
  if (found !== undefined) {
    onNote(`AWS Batch had accepted ${jobName}: the run goes on with it.`);
    return found;
  }
  signal.throwIfAborted();
  onNote(`AWS Batch knows no job ${jobName}: submitting it once more.`);
  const second = await trySubmit(request, ports, signal);
  if (second instanceof AppError) {
    const late = await lookUp(request, ports, second);
    if (late === undefined) throw unknownOutcome(request, second);
    return late;
  }
  await endTwins(request, second, ports, onNote);
  return second;
}

/** The job, or the error that leaves open whether there is one. A refusal for too many calls is waited out. */
export async function trySubmit(
  request: SubmitJobRequest,
  { batch, clock, random }: SubmitPorts,
  signal: AbortSignal,
): Promise<SubmittedJob | AppError> {
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      const { jobId } = await batch.submitJob(request, neverAborted);
      return { jobId, jobName: request.jobName };
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      if (cause.isAnswerLost) return cause;
      if (cause.kind !== 'throttled' || tries === maxThrottledTries) throw cause;
    }
    await clock.sleep(firstThrottleDelayMs * 2 ** (tries - 1) * (0.5 + random()), signal);
  }
}

/** @throws AppError when not even one look succeeded: then nothing may be submitted again. */
async function lookUp(
  request: SubmitJobRequest,
  { batch, clock }: SubmitPorts,
  lost: AppError,
): Promise<SubmittedJob | undefined> {
  let looked = false;
  for (const delayMs of lookUpDelaysMs) {
    await clock.sleep(delayMs, neverAborted);
    try {
      const [job] = await jobsNamed(request, batch);
      if (job !== undefined) return job;
      looked = true;
    } catch (cause) {
      // Whatever lost the answer may still last; the next look may succeed.
      if (!(cause instanceof AppError)) throw cause;
      if (cause.kind === 'denied') throw unknownOutcome(request, lost, cause);
    }
  }
  if (!looked) throw unknownOutcome(request, lost);
  return undefined;
}

/** @throws AppError */
export async function jobsNamed({ jobQueue, jobName }: SubmitJobRequest, batch: BatchPort): Promise<SubmittedJob[]> {
  const jobs: SubmittedJob[] = [];
  for await (const page of batch.listJobs({ jobQueue, jobName }, neverAborted)) {
    jobs.push(...page.filter((job) => job.jobName === jobName).map(({ jobId }) => ({ jobId, jobName })));
  }
  return jobs;
}

/** The first submission may have come to light meanwhile: two jobs of one name would do the same work twice. */
async function endTwins(
  request: SubmitJobRequest,
  kept: SubmittedJob,
  { batch }: SubmitPorts,
  onNote: (text: string) => void,
): Promise<void> {
  try {
    for (const { jobId } of await jobsNamed(request, batch)) {
      if (jobId === kept.jobId) continue;
      await batch.terminateJob(jobId, `The same job was submitted again as ${kept.jobId}`, neverAborted);
      onNote(`AWS Batch had accepted ${request.jobName} after all: its twin ${jobId} was terminated.`);
    }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    onNote(`Look for a second job called ${request.jobName} and terminate it: ${cause.message}`);
  }
}

export function unknownOutcome(
  { jobName, jobQueue }: Pick<SubmitJobRequest, 'jobName' | 'jobQueue'>,
  lost: AppError,
  why?: AppError,
): AppError {
  return new AppError(
    lost.kind,
    `It is not known whether ${jobName} was submitted: ${lost.message}` +
      `${why === undefined ? '' : `; it could not be looked up: ${messageOf(why)}`}. ` +
      `Look for it in the queue ${jobQueue} before you submit it again.`,
    { cause: lost, code: lost.code, requestId: lost.requestId, isAnswerLost: true },
  );
}
