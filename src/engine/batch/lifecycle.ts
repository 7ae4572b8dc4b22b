// The life of a job but for its attempts: dependencies, children, cancel, terminate, end.
// https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
import type { Clock } from '../clock';
import { hasChildDependencies, judgeChild, judgeJob } from './dependencies';
import { isTerminal } from './jobIndex';
import type { JobRecord } from './jobRecord';
import type { BatchState } from './state';

export interface LifecycleEvents {
  /** The job has become RUNNABLE. */
  onRunnable(job: JobRecord): void;
  /** The job was RUNNABLE and has ended. */
  onWithdrawn(job: JobRecord): void;
  /** The attempt of this job has to be stopped. */
  onStop(jobId: string): void;
}

const reasons = {
  dependencyFailed: 'Dependent Job failed',
  childFailed: 'Array Child Job failed',
  queueDeleted: 'JobQueue deleted',
} as const;

export class Lifecycle {
  /** Jobs whose dependencies have to be looked at. */
  private readonly unjudged = new Set<string>();

  constructor(
    private readonly state: BatchState,
    private readonly clock: Clock,
    private readonly events: LifecycleEvents,
  ) {}

  /** After a restart: every job that has not become RUNNABLE is looked at again. */
  judgeAll(): void {
    for (const status of ['SUBMITTED', 'PENDING'] as const) {
      for (const jobId of this.state.index.withStatus(status)) this.unjudged.add(jobId);
    }
  }

  judgeLater(jobId: string): void {
    this.unjudged.add(jobId);
  }

  /**
   * Looks at the jobs whose dependencies may have changed, and at those that this ends or frees in turn.
   * @throws StorageError when a change cannot be written; what is not done yet stays to be done.
   */
  judgeWaiting(): void {
    for (const jobId of this.unjudged) {
      const job = this.state.jobs.get(jobId);
      if (job?.status === 'SUBMITTED' || job?.status === 'PENDING') {
        if (job.parentId === undefined) this.judgeTop(job);
        else this.judgeChild(job, job.parentId);
      }
      this.unjudged.delete(jobId);
    }
  }

  /** CancelJob: has no effect on what has been placed. */
  cancel(job: JobRecord, reason: string): void {
    if (job.status === 'STARTING' || job.status === 'RUNNING' || isTerminal(job.status)) return;
    this.requestEnd(job, reason, { isCancelled: true }, (child) => this.cancel(child, reason));
  }

  /** TerminateJob: ends the job wherever it is. */
  terminate(job: JobRecord, reason: string): void {
    if (isTerminal(job.status)) return;
    this.requestEnd(job, reason, { isTerminated: true }, (child) => this.terminate(child, reason));
    if (job.status === 'STARTING' || job.status === 'RUNNING') this.events.onStop(job.jobId);
  }

  endJobsOfQueue(queueArn: string): void {
    for (const status of ['RUNNING', 'STARTING', 'RUNNABLE', 'PENDING', 'SUBMITTED'] as const) {
      for (const jobId of [...(this.state.index.inQueue(queueArn, status)?.values() ?? [])]) {
        const job = this.state.jobs.get(jobId);
        if (job !== undefined) this.terminate(job, reasons.queueDeleted);
      }
    }
    this.removeQueueIfEmpty(queueArn);
  }

  /** The job ends; whoever waits for it is looked at. */
  end(
    job: JobRecord,
    status: 'SUCCEEDED' | 'FAILED',
    statusReason: string | undefined,
    rest: Partial<JobRecord> = {},
  ): void {
    const { jobs, store, index } = this.state;
    const stoppedAt = this.clock.now();
    store.commit(jobs.patch(job.jobId, { ...rest, status, statusReason: statusReason ?? null, stoppedAt }));
    if (job.status === 'RUNNABLE') this.events.onWithdrawn(job);
    if (job.parentId !== undefined && job.index !== undefined) {
      this.childEnded(job.parentId, job.index);
      return;
    }
    for (const dependent of index.dependentsOf(job.jobId)) {
      this.unjudged.add(dependent);
      // Children that wait for their like in an array which never got any.
      for (const child of index.children(dependent)) this.unjudged.add(child);
    }
    this.removeQueueIfEmpty(job.jobQueue);
  }

  private requestEnd(
    job: JobRecord,
    reason: string,
    flag: { readonly isCancelled: true } | { readonly isTerminated: true },
    onChild: (child: JobRecord) => void,
  ): void {
    const { jobs, store, index } = this.state;
    if (job.status === 'SUBMITTED' || job.status === 'RUNNABLE') {
      this.end(job, 'FAILED', reason, flag);
      return;
    }
    store.commit(jobs.patch(job.jobId, { ...flag, endReason: reason }));
    if (job.status !== 'PENDING') return;
    for (const childId of index.children(job.jobId)) {
      const child = jobs.get(childId);
      if (child !== undefined) onChild(child);
    }
    // Without children it goes as soon as its own dependencies are over.
    this.unjudged.add(job.jobId);
  }

  private judgeTop(job: JobRecord): void {
    if (this.state.index.children(job.jobId).length > 0) return;
    const verdict = judgeJob(this.state, job);
    if (isEnding(job)) {
      if (verdict.isOver) this.end(job, 'FAILED', job.endReason);
      else this.setPending(job);
    } else if (verdict.isFailed) {
      this.end(job, 'FAILED', reasons.dependencyFailed);
    } else if (!verdict.isReady) {
      this.setPending(job);
    } else if (job.arraySize !== undefined) {
      this.spawnChildren(job, job.arraySize);
    } else {
      this.setRunnable(job);
    }
  }

  private judgeChild(child: JobRecord, parentId: string): void {
    const parent = this.state.jobs.get(parentId);
    if (parent === undefined || child.index === undefined) return;
    const verdict = judgeChild(this.state, parent, child.index);
    if (isEnding(child)) {
      if (verdict.isOver) this.end(child, 'FAILED', child.endReason);
    } else if (verdict.isFailed) {
      this.end(child, 'FAILED', reasons.dependencyFailed);
    } else if (verdict.isReady) {
      this.setRunnable(child);
    }
  }

  private setPending(job: JobRecord): void {
    if (job.status !== 'PENDING') this.state.store.commit(this.state.jobs.patch(job.jobId, { status: 'PENDING' }));
  }

  private setRunnable(job: JobRecord): void {
    this.state.store.commit(this.state.jobs.patch(job.jobId, { status: 'RUNNABLE' }));
    this.events.onRunnable(job);
  }

  /** All children in one record: a restart finds all of them or none. */
  private spawnChildren(parent: JobRecord, size: number): void {
    const { jobs, store } = this.state;
    const waits = hasChildDependencies(parent);
    const { seq, jobName, jobQueue, jobDefinition, jobId: parentId } = parent;
    const createdAt = this.clock.now();
    const children = Array.from({ length: size }, (_, index): JobRecord => {
      const status = waits ? 'PENDING' : 'RUNNABLE';
      const jobId = `${parentId}:${index}`;
      return { jobId, seq, jobName, jobQueue, jobDefinition, status, createdAt, attempts: [], parentId, index };
    });
    store.commit(jobs.patch(parentId, { status: 'PENDING' }), ...children.map((child) => jobs.put(child.jobId, child)));
    for (const child of children) {
      if (waits) this.unjudged.add(child.jobId);
      else this.events.onRunnable(child);
    }
  }

  private childEnded(parentId: string, index: number): void {
    const { jobs, index: find } = this.state;
    const parent = jobs.get(parentId);
    if (parent === undefined) return;
    const sibling = `${parentId}:${index + 1}`;
    if (jobs.get(sibling)?.status === 'PENDING') this.unjudged.add(sibling);
    for (const dependent of find.dependentsOf(parentId)) {
      const like = `${dependent}:${index}`;
      if (jobs.get(like)?.status === 'PENDING') this.unjudged.add(like);
    }
    const counts = find.counts(parentId);
    if (counts.SUCCEEDED + counts.FAILED !== parent.arraySize || isTerminal(parent.status)) return;
    if (counts.FAILED === 0) this.end(parent, 'SUCCEEDED', undefined);
    else this.end(parent, 'FAILED', parent.endReason ?? reasons.childFailed);
  }

  /** A queue that is being deleted goes with the last of its jobs. */
  private removeQueueIfEmpty(queueArn: string): void {
    const queue = [...this.state.jobQueues.records.values()].find(({ jobQueueArn }) => jobQueueArn === queueArn);
    if (queue?.status !== 'DELETING' || queue.jobQueueName === undefined) return;
    const isBusy = (['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'] as const).some(
      (status) => (this.state.index.inQueue(queueArn, status)?.size ?? 0) > 0,
    );
    if (!isBusy) this.state.store.commit(this.state.jobQueues.delete(queue.jobQueueName));
  }
}

function isEnding(job: JobRecord): boolean {
  return job.isCancelled === true || job.isTerminated === true;
}
