// What a job is called in a sentence.
import type { Job } from '../../core/job';

/** `color-split`, of a child `color-split:3`; the id where nothing is known of it. */
export function nameOf(job: Job | undefined, jobId: string): string {
  if (job === undefined) return jobId;
  const index = job.array?.index;
  return index === undefined ? job.jobName : `${job.jobName}:${index}`;
}
