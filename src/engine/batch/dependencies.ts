// What a job that has not become RUNNABLE waits for.
// https://docs.aws.amazon.com/batch/latest/userguide/job_dependencies.html
import type { JobStatus } from '@aws-sdk/client-batch';
import { isTerminal } from './jobIndex';
import type { JobRecord } from './jobRecord';
import type { BatchState } from './state';

export type Verdict = {
  /** Every dependency has succeeded. */
  readonly isReady: boolean;
  /** One of them has failed: the job fails with it, without waiting for the others. */
  readonly isFailed: boolean;
  /** None of them is still on its way: a cancelled job may go. */
  readonly isOver: boolean;
};

/** The dependencies of a job or of an array as a whole: all but those that its children have one by one. */
export function judgeJob(state: BatchState, job: JobRecord): Verdict {
  const ids = (job.spec?.dependsOn ?? []).flatMap(({ jobId, type }) =>
    jobId === undefined || type !== undefined ? [] : [jobId],
  );
  return judge(ids.map((id) => statusOf(state, id)));
}

/** True when the children wait one by one: for the child before them or for their like in another array. */
export function hasChildDependencies(parent: JobRecord): boolean {
  return (parent.spec?.dependsOn ?? []).some(({ type }) => type !== undefined);
}

/** The dependencies of one child. */
export function judgeChild(state: BatchState, parent: JobRecord, index: number): Verdict {
  const statuses = (parent.spec?.dependsOn ?? []).flatMap(({ jobId, type }): JobStatus[] => {
    if (type === 'SEQUENTIAL') return index === 0 ? [] : [statusOf(state, `${parent.jobId}:${index - 1}`)];
    if (type === 'N_TO_N' && jobId !== undefined) return [likeStatus(state, jobId, index)];
    return [];
  });
  return judge(statuses);
}

/** The state of child `index` of an array whose children may not be there yet, or never will be. */
function likeStatus(state: BatchState, arrayId: string, index: number): JobStatus {
  const child = state.jobs.get(`${arrayId}:${index}`);
  return child?.status ?? statusOf(state, arrayId);
}

/** A job that is forgotten after its retention had succeeded: had it failed, its dependents would have ended with it. */
function statusOf(state: BatchState, jobId: string): JobStatus {
  return state.jobs.get(jobId)?.status ?? 'SUCCEEDED';
}

function judge(statuses: readonly JobStatus[]): Verdict {
  return {
    isReady: statuses.every((status) => status === 'SUCCEEDED'),
    isFailed: statuses.includes('FAILED'),
    isOver: statuses.every(isTerminal),
  };
}
