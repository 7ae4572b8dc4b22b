// Finds jobs by queue, state, parent and dependency without scanning them: derived from each change of the table.
import BTree from 'sorted-btree';
import type { JobStatus } from '@aws-sdk/client-batch';
import type { JobRecord } from './jobRecord';

export const jobStatuses = [
  'SUBMITTED',
  'PENDING',
  'RUNNABLE',
  'STARTING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
] as const satisfies readonly JobStatus[];

export type StatusCounts = Record<JobStatus, number>;

export function isTerminal(status: JobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}

/** The jobs of one queue, without children: job ids by `seq`, for each state and for all. */
type QueueIndex = { readonly all: BTree<number, string>; readonly byStatus: Record<JobStatus, BTree<number, string>> };

type ArrayIndex = {
  /** Job ids of the children, by index; empty until they are spawned. */
  readonly children: string[];
  readonly counts: StatusCounts;
  /** When a child changed its state last, milliseconds since 1970. */
  changedAtMs: number;
};

export class JobIndex {
  private readonly queues = new Map<string, QueueIndex>();
  private readonly arrays = new Map<string, ArrayIndex>();
  /** Job id → ids of jobs that name it in `dependsOn` and have not ended. */
  private readonly dependents = new Map<string, Set<string>>();
  private readonly active = new Map<JobStatus, Set<string>>(jobStatuses.map((status) => [status, new Set()]));
  private lastSeq = 0;

  change(before: JobRecord | undefined, after: JobRecord | undefined): void {
    const job = after ?? before;
    if (job === undefined) return;
    this.lastSeq = Math.max(this.lastSeq, job.seq);
    if (before?.status !== after?.status) {
      if (before !== undefined) this.leave(before);
      if (after !== undefined) this.enter(after);
    }
    if (after === undefined) {
      if (job.parentId === undefined) this.queues.get(job.jobQueue)?.all.delete(job.seq);
      if (job.arraySize !== undefined) this.arrays.delete(job.jobId);
    }
  }

  nextSeq(): number {
    return (this.lastSeq += 1);
  }

  /** Ids of a queue's jobs in a state, by `seq`. */
  inQueue(queueArn: string, status: JobStatus): BTree<number, string> | undefined {
    return this.queues.get(queueArn)?.byStatus[status];
  }

  /** Ids of a queue's jobs in any state, by `seq`. */
  allInQueue(queueArn: string): BTree<number, string> | undefined {
    return this.queues.get(queueArn)?.all;
  }

  /** Ids of all jobs and children that are in this state and have not ended. */
  withStatus(status: JobStatus): ReadonlySet<string> {
    return this.active.get(status) ?? new Set();
  }

  children(parentId: string): readonly string[] {
    return this.arrays.get(parentId)?.children ?? [];
  }

  /** How many children are in each state; all zero before they are spawned. */
  counts(parentId: string): Readonly<StatusCounts> {
    return this.arrays.get(parentId)?.counts ?? noCounts();
  }

  /** When a child of this array changed its state last; undefined before there are any. */
  changedAt(parentId: string): number | undefined {
    return this.arrays.get(parentId)?.changedAtMs;
  }

  dependentsOf(jobId: string): ReadonlySet<string> {
    return this.dependents.get(jobId) ?? new Set();
  }

  private enter(job: JobRecord): void {
    if (!isTerminal(job.status)) this.active.get(job.status)?.add(job.jobId);
    if (job.parentId !== undefined) {
      const array = this.arrayOf(job.parentId);
      array.counts[job.status] += 1;
      array.changedAtMs = Math.max(array.changedAtMs, job.stoppedAt ?? job.startedAt ?? job.createdAt);
      if (job.index !== undefined) array.children[job.index] = job.jobId;
      return;
    }
    const queue = this.queueOf(job.jobQueue);
    queue.byStatus[job.status].set(job.seq, job.jobId);
    queue.all.set(job.seq, job.jobId);
    for (const { jobId } of job.spec?.dependsOn ?? []) {
      if (jobId === undefined || isTerminal(job.status)) continue;
      const set = this.dependents.get(jobId) ?? new Set();
      this.dependents.set(jobId, set.add(job.jobId));
    }
  }

  private leave(job: JobRecord): void {
    this.active.get(job.status)?.delete(job.jobId);
    if (job.parentId !== undefined) {
      this.arrayOf(job.parentId).counts[job.status] -= 1;
      return;
    }
    this.queueOf(job.jobQueue).byStatus[job.status].delete(job.seq);
    for (const { jobId } of job.spec?.dependsOn ?? []) {
      const set = jobId === undefined ? undefined : this.dependents.get(jobId);
      if (jobId !== undefined && set?.delete(job.jobId) && set.size === 0) this.dependents.delete(jobId);
    }
  }

  private queueOf(queueArn: string): QueueIndex {
    const known = this.queues.get(queueArn);
    if (known !== undefined) return known;
    const byStatus = Object.fromEntries(jobStatuses.map((status) => [status, new BTree<number, string>()]));
    const created: QueueIndex = { all: new BTree(), byStatus: byStatus as QueueIndex['byStatus'] };
    this.queues.set(queueArn, created);
    return created;
  }

  private arrayOf(parentId: string): ArrayIndex {
    const known = this.arrays.get(parentId);
    if (known !== undefined) return known;
    const created: ArrayIndex = { children: [], counts: noCounts(), changedAtMs: 0 };
    this.arrays.set(parentId, created);
    return created;
  }
}

function noCounts(): StatusCounts {
  return Object.fromEntries(jobStatuses.map((status) => [status, 0])) as StatusCounts;
}
