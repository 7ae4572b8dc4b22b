// The attempts of jobs: started by the scheduler, run by a runner, written down as they begin and end.
import { randomBytes } from 'node:crypto';
import type { AttemptDetail } from '@aws-sdk/client-batch';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Logs } from '../logs/logs';
import { processStartTime } from '../runners/processIdentity';
import type { Runner, RunningTask, TaskOutcome } from '../runners/runner';
import { StorageError } from '../store/journal';
import type { Arns } from './arns';
import type { Lifecycle } from './lifecycle';
import { logTarget } from './logTarget';
import { substituteReferences } from './references';
import { isFargate } from './resourceRequirements';
import { type AttemptEnd, isRetried } from './retry';
import type { JobRecord, JobSpec, Task } from './jobRecord';
import type { BatchState } from './state';
import { type EngineAccess, taskEnvironment } from './taskEnvironment';
import type { WorkFolders } from './workFolders';

export type AttemptsOptions = {
  readonly state: BatchState;
  readonly arns: Arns;
  readonly clock: Clock;
  readonly log: Log;
  readonly logs: Logs;
  readonly runner: Runner;
  readonly lifecycle: Lifecycle;
  readonly access: EngineAccess;
  readonly workFolders: WorkFolders;
  /** The attempt's room is free again; the job ended, or is RUNNABLE once more (`isRetry`). */
  readonly onOver: (job: JobRecord, task: Task, isRetry: boolean) => void;
};

const statusReasons = {
  exited: 'Essential container in task exited',
  failedToStart: 'Task failed to start',
  timedOut: 'Job attempt duration exceeded timeout',
} as const;

/** The form in which Batch reports a lost instance: rules of evaluateOnExit match its beginning. */
export function hostLostReason(): string {
  return `Host EC2 (instance i-${randomBytes(9).toString('hex').slice(0, 17)}) terminated.`;
}

/** Between SIGTERM and SIGKILL: ECS's default stop timeout. */
const stopGraceMs = 30_000;
const storageRetryMs = 1000;

type Active = {
  readonly task: Task;
  readonly running: RunningTask;
  startedAt: number | undefined;
  isTimedOut: boolean;
  cancelTimeout: (() => void) | undefined;
};

export class Attempts {
  private readonly active = new Map<string, Active>();
  /** Set when the engine stops: called when the last attempt is gone. */
  private onAllGone: (() => void) | undefined;

  constructor(private readonly options: AttemptsOptions) {}

  /** @throws StorageError when the start cannot be written down; nothing was started then. */
  start(job: JobRecord, computeEnvironment: string): void {
    const { state, runner, clock } = this.options;
    const spec = this.specOf(job);
    const task: Task = { taskId: randomBytes(16).toString('hex'), computeEnvironment };
    const target = logTarget(spec.container, job.jobDefinition, task.taskId);
    if (target !== undefined) this.options.logs.ensureStream(target.group, target.stream);
    const workFolder = this.options.workFolders.take();
    const change = {
      status: 'STARTING',
      task,
      statusReason: null,
      blockedSince: null,
      exitCode: null,
      reason: null,
    } as const;
    state.store.commit(state.jobs.patch(job.jobId, change));
    const running = runner.start(
      {
        taskId: task.taskId,
        image: spec.container.image ?? '',
        command: substituteReferences(spec.container.command ?? [], spec.parameters),
        environment: this.environmentOf(job, spec, task),
        container: spec.container,
        vcpus: spec.vcpus,
        memoryMiB: spec.memoryMiB,
        isFargate: isFargate(spec.platformCapabilities),
        workFolder,
      },
      {
        onStarted: (pid) => this.untilStored(() => this.started(job.jobId, target?.stream, pid)),
        onLines: (lines) => {
          const timestamp = clock.now();
          if (target !== undefined) {
            this.options.logs.append(
              target.group,
              target.stream,
              lines.map((message) => ({ timestamp, message })),
            );
          }
        },
        onEnded: (outcome) => {
          this.options.workFolders.give(workFolder);
          this.untilStored(() => this.ended(job.jobId, outcome));
        },
      },
    );
    this.active.set(job.jobId, { task, running, startedAt: undefined, isTimedOut: false, cancelTimeout: undefined });
  }

  stop(jobId: string): void {
    this.active.get(jobId)?.running.stop(stopGraceMs);
  }

  /**
   * Ends all attempts for good without writing it down: the next start finds them as after a crash.
   * @returns when the last of them is gone.
   */
  async close(graceMs: number): Promise<void> {
    const allGone = new Promise<void>((resolve) => (this.onAllGone = resolve));
    for (const { running, cancelTimeout } of this.active.values()) {
      cancelTimeout?.();
      running.stop(graceMs);
    }
    if (this.active.size > 0) await allGone;
  }

  /**
   * Writes down the end of an attempt that an earlier engine began, and of which nothing is left but its record.
   * @returns true when the job is RUNNABLE again.
   */
  endLost(job: JobRecord, task: Task, statusReason: string): boolean {
    return this.writeEnd(job, task, { statusReason }, true);
  }

  private started(jobId: string, logStreamName: string | undefined, pid: number | undefined): void {
    const { state, clock } = this.options;
    const active = this.active.get(jobId);
    const job = state.jobs.get(jobId);
    if (active === undefined || job?.status !== 'STARTING') return;
    const startedAt = (active.startedAt ??= clock.now());
    const process = pid === undefined ? {} : { pid, processStartedAt: cheapStartTime(pid) };
    const task: Task = { ...active.task, logStreamName, ...process };
    state.store.commit(state.jobs.patch(jobId, { status: 'RUNNING', startedAt, task }));
    const limitSeconds = this.specOf(job).timeout?.attemptDurationSeconds;
    if (limitSeconds === undefined) return;
    active.cancelTimeout = clock.after(limitSeconds * 1000, () => {
      active.isTimedOut = true;
      active.running.stop(stopGraceMs);
    });
  }

  private ended(jobId: string, { exitCode, reason, isHostLost }: TaskOutcome): void {
    const active = this.active.get(jobId);
    const job = this.options.state.jobs.get(jobId);
    if (active === undefined || job === undefined) return;
    if (this.onAllGone === undefined) {
      const task = job.task ?? active.task;
      const statusReason = active.isTimedOut
        ? statusReasons.timedOut
        : isHostLost === true
          ? hostLostReason()
          : exitCode === undefined
            ? statusReasons.failedToStart
            : statusReasons.exited;
      const isRetry = this.writeEnd(job, task, { exitCode, reason, statusReason }, !active.isTimedOut);
      active.cancelTimeout?.();
      this.active.delete(jobId);
      this.options.onOver(job, task, isRetry);
      return;
    }
    this.active.delete(jobId);
    if (this.active.size === 0) this.onAllGone();
  }

  /**
   * @param mayRetry false after a timeout.
   * @returns true when the job is RUNNABLE again.
   */
  private writeEnd(job: JobRecord, task: Task, end: AttemptEnd, mayRetry: boolean): boolean {
    const { state, lifecycle } = this.options;
    const attempts = [...job.attempts, this.describe(job, task, end)];
    const { exitCode, reason } = end;
    const isStopped = job.isTerminated === true || job.isCancelled === true;
    if (mayRetry && exitCode !== 0 && !isStopped && isRetried(this.specOf(job).retryStrategy, attempts.length, end)) {
      const statusReason = end.statusReason ?? null;
      const again = { attempts, statusReason, exitCode: exitCode ?? null, reason: reason ?? null } as const;
      state.store.commit(state.jobs.patch(job.jobId, { ...again, status: 'RUNNABLE' }));
      return true;
    }
    const isSuccess = mayRetry && exitCode === 0 && job.isTerminated !== true;
    const statusReason = job.isTerminated === true ? job.endReason : end.statusReason;
    lifecycle.end(job, isSuccess ? 'SUCCEEDED' : 'FAILED', statusReason, { attempts, exitCode, reason });
    return false;
  }

  private describe(job: JobRecord, task: Task, { exitCode, reason, statusReason }: AttemptEnd): AttemptDetail {
    const { arns, clock } = this.options;
    const startedAt = job.status === 'RUNNING' ? job.startedAt : undefined;
    const { logStreamName } = task;
    const taskArn = arns.task(task.computeEnvironment, task.taskId);
    return {
      container: { taskArn, exitCode, reason, logStreamName, networkInterfaces: [] },
      startedAt,
      stoppedAt: clock.now(),
      statusReason,
      taskProperties: [],
    };
  }

  private environmentOf(job: JobRecord, spec: JobSpec, task: Task): Readonly<Record<string, string>> {
    const { state, arns, access } = this.options;
    const queue = arns.nameOf('job-queue', job.jobQueue);
    const arraySize = job.parentId === undefined ? undefined : state.jobs.get(job.parentId)?.arraySize;
    return taskEnvironment(job, spec, task, { queue, region: arns.region, arraySize, access });
  }

  private specOf(job: JobRecord): JobSpec {
    return specOf(this.options.state, job);
  }

  /** What an attempt did cannot be undone: where the disk is full, writing it down is tried until it works. */
  private untilStored(write: () => void): void {
    try {
      write();
    } catch (cause) {
      if (!(cause instanceof StorageError) || this.onAllGone !== undefined) throw cause;
      this.options.log.error('will try again', cause);
      this.options.clock.after(storageRetryMs, () => this.untilStored(write));
    }
  }
}

/** A child's specification is its parent's. */
export function specOf(state: BatchState, job: JobRecord): JobSpec {
  const spec = job.spec ?? (job.parentId === undefined ? undefined : state.jobs.get(job.parentId)?.spec);
  if (spec === undefined) throw new Error(`The job ${job.jobId} has no specification`);
  return spec;
}

/** Reading it is a file on Linux and a program elsewhere, which would cost more than many a job. */
function cheapStartTime(pid: number): string | undefined {
  return process.platform === 'linux' ? processStartTime(pid) : undefined;
}
