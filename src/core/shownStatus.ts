// The state under which a person looks for a job: the service's own, but for arrays.
import type { JobSummary } from './job';
import type { JobStatus } from './jobStatus';

/**
 * AWS Batch keeps the parent of an array PENDING from its submission until its last child has ended. Here it is RUNNING
 * once one of its children has started, and RUNNABLE while they wait for capacity.
 * https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html
 */
export function shownStatus({ status, array }: Pick<JobSummary, 'status' | 'array'>): JobStatus {
  const counts = array?.counts;
  if (status !== 'PENDING' || counts === undefined) return status;
  if (counts.STARTING + counts.RUNNING + counts.SUCCEEDED + counts.FAILED > 0) return 'RUNNING';
  return counts.RUNNABLE > 0 ? 'RUNNABLE' : status;
}
