// Forgets jobs that ended, and definitions that were deregistered, long ago, as Batch does.
import { isTerminal } from './jobIndex';
import { expiredDefinitions } from './jobDefinitions';
import type { BatchState } from './state';

/** https://docs.aws.amazon.com/batch/latest/userguide/job_states.html: "for at least 7 days". */
const retentionMs = 7 * 24 * 3_600_000;

export function forgetOldJobs(state: BatchState, nowMs: number): void {
  for (const job of [...state.jobs.records.values()]) {
    if (job.parentId !== undefined || !isTerminal(job.status)) continue;
    if (nowMs - (job.stoppedAt ?? nowMs) < retentionMs) continue;
    const ids = [...state.index.children(job.jobId), job.jobId];
    state.store.commit(...ids.map((id) => state.jobs.delete(id)));
  }
}

/** The numbers of their revisions stay taken. */
export function forgetOldDefinitions(state: BatchState, nowMs: number): void {
  state.store.commit(...expiredDefinitions(state, nowMs).map((key) => state.jobDefinitions.delete(key)));
}
