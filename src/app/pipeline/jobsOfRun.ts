// The two jobs of a run, told from either of them.
import type { Job } from '../../core/job';
import type { Session } from '../session';
import { findMerge } from './findMerge';
import type { RunOfJob } from './runOfJob';

export type JobsOfRun = {
  /** Undefined: a merge that was submitted alone, or a split that AWS Batch does not know any longer. */
  readonly split?: Job;
  /** Undefined: AWS Batch does not know it any longer. */
  readonly merge?: Job;
};

/** @param job the split or the merge, not a child @throws AppError */
export async function jobsOfRun(
  job: Job,
  run: RunOfJob,
  session: Pick<Session, 'batch' | 'signal'>,
): Promise<JobsOfRun> {
  const { batch, signal } = session;
  if (run.mergeJobName === job.jobName) {
    const splitId = job.dependsOn[0]?.jobId;
    const [split] = splitId === undefined ? [] : await batch.describeJobs([splitId], signal);
    return { split, merge: job };
  }
  const found = await findMerge(run, job, session);
  const [merge] = found === undefined ? [] : await batch.describeJobs([found.jobId], signal);
  return { split: job, merge };
}
