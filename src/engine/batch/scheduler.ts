// Places RUNNABLE jobs: queues by priority, jobs in their order, compute environments in the queue's order.
// https://docs.aws.amazon.com/batch/latest/userguide/job_scheduling.html
import type { ComputeEnvironmentDetail, FairsharePolicy, JobQueueDetail } from '@aws-sdk/client-batch';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { StorageError } from '../store/journal';
import type { Arns } from './arns';
import { type Attempts, specOf } from './attempts';
import type { Capacity } from './capacity';
import { FairShare, reservedPart } from './fairShare';
import type { Lifecycle } from './lifecycle';
import type { RunnableJobs } from './runnableJobs';
import type { JobRecord, JobSpec, Task } from './jobRecord';
import type { BatchState } from './state';

export type SchedulerOptions = {
  readonly state: BatchState;
  readonly arns: Arns;
  readonly clock: Clock;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly attempts: () => Attempts;
  readonly runnable: RunnableJobs;
  readonly capacity: Capacity;
};

/** Starting a process takes milliseconds: after so many the port is served before the next ones. */
const startsPerRound = 8;
const retryMs = 1000;

export class Scheduler {
  private readonly fairShares = new Map<string, FairShare>();
  private isAwake = false;
  private isClosed = false;
  private cancelTimer: (() => void) | undefined;

  constructor(private readonly options: SchedulerOptions) {}

  /** Looks again as soon as what runs now is done. */
  wake(): void {
    if (this.isAwake || this.isClosed) return;
    this.isAwake = true;
    setImmediate(() => this.round());
  }

  close(): void {
    this.isClosed = true;
    this.cancelTimer?.();
  }

  /** The room of an attempt is free again. */
  release(job: JobRecord, task: Task): void {
    const { state, capacity, clock } = this.options;
    const spec = specOf(state, job);
    capacity.release(task.computeEnvironment, spec);
    const policy = this.policyOf(this.queueOf(job));
    if (policy) this.fairShareOf(job.jobQueue).ended(spec.shareIdentifier ?? '', spec.vcpus, policy, clock.now());
    this.wake();
  }

  /** Ends every job of a queue that is being deleted; the queue goes when the last of them has ended. */
  endJobsOfQueue(queueArn: string): void {
    this.options.lifecycle.endJobsOfQueue(queueArn);
    this.wake();
  }

  /** RUNNABLE jobs of a queue, the next one first. */
  frontOfQueue(queue: JobQueueDetail): readonly string[] {
    const { runnable } = this.options;
    const queueArn = queue.jobQueueArn ?? '';
    return this.sharesInOrder(queue)
      .flatMap((share) => runnable.first100(queueArn, share))
      .slice(0, 100);
  }

  fairShareOf(queueArn: string): FairShare {
    const known = this.fairShares.get(queueArn) ?? new FairShare();
    this.fairShares.set(queueArn, known);
    return known;
  }

  policyOf(queue: JobQueueDetail | undefined): FairsharePolicy | undefined {
    const arn = queue?.schedulingPolicyArn;
    if (arn === undefined) return undefined;
    return this.options.state.schedulingPolicies.get(arn)?.fairsharePolicy ?? {};
  }

  private round(): void {
    this.isAwake = false;
    if (this.isClosed) return;
    this.cancelTimer?.();
    try {
      this.options.lifecycle.judgeWaiting();
      let starts = startsPerRound;
      for (const queue of this.queuesInOrder()) {
        starts = this.serve(queue, starts);
        if (starts === 0) break;
      }
      if (starts === 0) this.wake();
    } catch (cause) {
      if (!(cause instanceof StorageError)) throw cause;
      this.options.log.error('the scheduler will try again', cause);
      this.wakeIn(retryMs);
    }
  }

  /** @returns how many of the `starts` are left. */
  private serve(queue: JobQueueDetail, starts: number): number {
    const { state, runnable, capacity } = this.options;
    const queueArn = queue.jobQueueArn ?? '';
    const environments = this.environmentsOf(queue);
    for (let left = starts; left > 0; left -= 1) {
      const [share] = this.sharesInOrder(queue);
      const jobId = share === undefined ? undefined : runnable.head(queueArn, share);
      const job = jobId === undefined ? undefined : state.jobs.get(jobId);
      if (job === undefined) return left;
      const spec = specOf(state, job);
      const placement = capacity.place(environments, spec, this.usablePart(queue));
      if ('computeEnvironment' in placement) {
        this.start(queue, job, spec, placement.computeEnvironment);
      } else if ('blocked' in placement) {
        // A job at the head that cannot be placed holds up all behind it, as on AWS.
        if (!this.endIfOverdue(queue, job, placement.blocked)) return left;
      } else {
        return left;
      }
    }
    return 0;
  }

  private start(queue: JobQueueDetail, job: JobRecord, spec: JobSpec, computeEnvironment: string): void {
    const { attempts, runnable, capacity, clock } = this.options;
    attempts().start(job, computeEnvironment);
    runnable.remove(job.jobId);
    capacity.take(computeEnvironment, spec);
    const policy = this.policyOf(queue);
    if (policy) this.fairShareOf(job.jobQueue).started(spec.shareIdentifier ?? '', spec.vcpus, policy, clock.now());
  }

  /**
   * Writes the reason on the job, and ends the job when an action of the queue says so.
   * https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable_time_limit_actions.html
   */
  private endIfOverdue(queue: JobQueueDetail, job: JobRecord, reason: string): boolean {
    const { state, clock, lifecycle } = this.options;
    const nowMs = clock.now();
    const since = job.statusReason === reason ? (job.blockedSince ?? nowMs) : nowMs;
    if (job.statusReason !== reason || job.blockedSince === undefined) {
      state.store.commit(state.jobs.patch(job.jobId, { statusReason: reason, blockedSince: nowMs }));
    }
    const code = reason.split(' ', 1)[0] ?? '';
    const action = queue.jobStateTimeLimitActions?.find((entry) => entry.reason?.split(' ', 1)[0] === code);
    if (action?.maxTimeSeconds === undefined) return false;
    const leftMs = since + action.maxTimeSeconds * 1000 - nowMs;
    if (leftMs > 0) {
      this.wakeIn(leftMs);
      return false;
    }
    lifecycle.cancel(job, `Canceled by JobStateTimeLimit action due to reason: ${code}`);
    return true;
  }

  private queuesInOrder(): readonly JobQueueDetail[] {
    return [...this.options.state.jobQueues.records.values()].sort(
      (a, b) => (b.priority ?? 0) - (a.priority ?? 0) || ((a.jobQueueName ?? '') < (b.jobQueueName ?? '') ? -1 : 1),
    );
  }

  private sharesInOrder(queue: JobQueueDetail): readonly string[] {
    const queueArn = queue.jobQueueArn ?? '';
    const shares = this.options.runnable.shares(queueArn);
    const policy = this.policyOf(queue);
    return policy ? this.fairShareOf(queueArn).order(shares, policy, this.options.clock.now()) : shares;
  }

  private environmentsOf(queue: JobQueueDetail): readonly ComputeEnvironmentDetail[] {
    const { state, arns } = this.options;
    return [...(queue.computeEnvironmentOrder ?? [])]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .flatMap(({ computeEnvironment = '' }) => {
        const found = state.computeEnvironments.get(arns.nameOf('compute-environment', computeEnvironment));
        return found === undefined ? [] : [found];
      });
  }

  private usablePart(queue: JobQueueDetail): number {
    const policy = this.policyOf(queue);
    if (policy === undefined) return 1;
    const queueArn = queue.jobQueueArn ?? '';
    const running = this.fairShareOf(queueArn)
      .running()
      .flatMap(([share, vcpus]) => (vcpus > 0 ? [share] : []));
    const active = new Set([...running, ...this.options.runnable.shares(queueArn)]);
    return 1 - reservedPart(policy, active.size);
  }

  private queueOf(job: JobRecord): JobQueueDetail | undefined {
    const { state, arns } = this.options;
    return state.jobQueues.get(arns.nameOf('job-queue', job.jobQueue));
  }

  private wakeIn(delayMs: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.options.clock.after(delayMs, () => this.wake());
  }
}
