// Finds the job of a run that writes its result: the split does not know it.
import type { Job, JobSummary } from '../../core/job';
import type { Session } from '../session';
import type { RunOfJob } from './runOfJob';

/** Undefined when the job writes the result itself, or nobody does. @throws AppError */
export async function findMerge(
  { mergeJobName }: RunOfJob,
  job: Pick<Job, 'jobName' | 'jobQueue'>,
  { batch, signal }: Pick<Session, 'batch' | 'signal'>,
): Promise<JobSummary | undefined> {
  if (mergeJobName === undefined || job.jobName === mergeJobName) return undefined;
  for await (const page of batch.listJobs({ jobQueue: job.jobQueue, jobName: mergeJobName }, signal)) {
    const merge = page.find(({ jobName }) => jobName === mergeJobName);
    if (merge !== undefined) return merge;
  }
  return undefined;
}
