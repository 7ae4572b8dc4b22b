// The jobs of a queue under the states where a person looks for them, from lists that were read at different times.
import type { JobSummary } from '../../core/job';
import { type KnownJobStatus, jobStatuses } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import type { StoreView } from '../store/batchStore';
import { type ListQuery, jobsInStatus } from '../store/listQuery';
import { isKnownStatus } from './statusText';

/** The service's lists in which the jobs of this group are: the parents of active arrays are PENDING ones. */
export function listsBehind(queueArn: string, status: KnownJobStatus): readonly ListQuery<JobSummary>[] {
  const own = jobsInStatus(queueArn, status);
  return status === 'RUNNING' || status === 'RUNNABLE' ? [own, jobsInStatus(queueArn, 'PENDING')] : [own];
}

/**
 * Each job once, where its newest known state belongs: a job that moved on between two looks is in two lists for a
 * moment. Only groups whose lists have been read are there.
 */
export function groupJobs(store: StoreView, queueArn: string): ReadonlyMap<KnownJobStatus, readonly JobSummary[]> {
  const groups = new Map<KnownJobStatus, JobSummary[]>();
  const seen = new Set<string>();
  for (const status of jobStatuses) {
    const list = store.list(jobsInStatus(queueArn, status));
    if (list === undefined) continue;
    if (!groups.has(status)) groups.set(status, []);
    for (const item of list.items) {
      if (seen.has(item.jobId)) continue;
      seen.add(item.jobId);
      const job = store.latest(item.jobId) ?? item;
      const shown = shownStatus(job);
      const group = isKnownStatus(shown) ? shown : status;
      const jobs = groups.get(group);
      if (jobs === undefined) groups.set(group, [job]);
      else jobs.push(job);
    }
  }
  return groups;
}
