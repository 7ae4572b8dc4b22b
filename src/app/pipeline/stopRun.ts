// Ends the jobs of a run.
import { AppError, messageOf } from '../../core/errors';
import type { BatchPort } from '../ports';
import { neverAborted } from './neverAborted';
import type { SubmittedJob } from './runRequest';

/** A job that could not be ended, and why. */
export type StillRunning = { readonly job: SubmittedJob; readonly cause: AppError };

/**
 * Terminates the jobs one after the other, all of them whatever happens to one.
 * Give a merge before its split: it would be failed by the split's end, without the reason.
 * @returns those that could not be terminated
 */
export async function stopJobs(
  jobs: readonly SubmittedJob[],
  reason: string,
  batch: BatchPort,
): Promise<readonly StillRunning[]> {
  const left: StillRunning[] = [];
  for (const job of jobs) {
    try {
      await batch.terminateJob(job.jobId, reason, neverAborted);
    } catch (cause) {
      left.push({
        job,
        cause: cause instanceof AppError ? cause : new AppError('server', messageOf(cause), { cause }),
      });
    }
  }
  return left;
}

/** @throws AppError that names the jobs that still run. */
export async function stopRun(
  run: { readonly split: SubmittedJob; readonly merge: SubmittedJob },
  reason: string,
  batch: BatchPort,
): Promise<void> {
  const left = await stopJobs([run.merge, run.split], reason, batch);
  if (left[0] === undefined) return;
  throw new AppError(left[0].cause.kind, left.map(describeStillRunning).join(' '), { cause: left[0].cause });
}

export function describeStillRunning({ job, cause }: StillRunning): string {
  return `The job ${job.jobName} (${job.jobId}) could not be terminated and goes on: ${cause.message}. Terminate it.`;
}
