// One region's AWS Batch: its state, its scheduler and what a beginner finds in it.
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Logs } from '../logs/logs';
import type { Runner } from '../runners/runner';
import { endStrayTasks } from '../runners/strayTasks';
import type { Store } from '../store/store';
import { Arns } from './arns';
import { Attempts, hostLostReason, specOf } from './attempts';
import { createBeginnersSet } from './beginnersSet';
import { Capacity } from './capacity';
import type { BatchContext } from './context';
import { Lifecycle } from './lifecycle';
import { forgetOldDefinitions, forgetOldJobs } from './retention';
import { RunnableJobs } from './runnableJobs';
import { Scheduler } from './scheduler';
import type { JobRecord } from './jobRecord';
import { BatchState } from './state';
import { jobStatuses } from './jobIndex';
import type { EngineAccess } from './taskEnvironment';
import { WorkFolders } from './workFolders';

export type RegionOptions = {
  readonly region: string;
  readonly accountId: string;
  readonly dataDir: string;
  readonly runner: Runner;
  readonly store: Store;
  readonly logs: Logs;
  readonly clock: Clock;
  readonly log: Log;
  /** What a job needs to reach the engine. */
  readonly access: EngineAccess;
};

/** On a clean stop the attempts get this long before they are killed. */
const closeGraceMs = 2000;
const retentionCheckMs = 3_600_000;

export class BatchRegion {
  readonly context: BatchContext;
  private readonly state: BatchState;
  private readonly runnable = new RunnableJobs();
  private readonly lifecycle: Lifecycle;
  private readonly scheduler: Scheduler;
  private readonly attempts: Attempts;
  private readonly workFolders: WorkFolders;
  private cancelRetention: (() => void) | undefined;

  constructor(private readonly options: RegionOptions) {
    const { store, clock, log, logs, access } = options;
    const state = new BatchState(store);
    const arns = new Arns(options.region, options.accountId);
    this.state = state;
    this.workFolders = new WorkFolders(join(options.dataDir, 'work', options.region), log);
    this.lifecycle = new Lifecycle(state, clock, {
      onRunnable: (job) => this.addRunnable(job, false),
      onWithdrawn: (job) => this.runnable.remove(job.jobId),
      onStop: (jobId) => this.attempts.stop(jobId),
    });
    const capacity = new Capacity(Math.floor(totalmem() / 1024 / 1024));
    const { lifecycle, runnable } = this;
    this.scheduler = new Scheduler({
      state,
      arns,
      clock,
      log,
      lifecycle,
      runnable,
      capacity,
      attempts: () => this.attempts,
    });
    this.attempts = new Attempts({
      state,
      arns,
      clock,
      log,
      logs,
      lifecycle,
      access,
      runner: options.runner,
      workFolders: this.workFolders,
      onOver: (job, task, isRetry) => {
        if (isRetry) this.addRunnable(job, true);
        this.scheduler.release(job, task);
      },
    });
    this.context = { state, arns, clock, lifecycle, scheduler: this.scheduler };
  }

  /** At the first start: environment, queue, the pipeline's definitions, and what the caller has to add. */
  makeBeginnersSet(makeBucket: () => void): void {
    if (this.state.doneOnce.get('beginnersSet') !== undefined) return;
    makeBucket();
    createBeginnersSet(this.context);
    this.state.store.commit(this.state.doneOnce.put('beginnersSet', { atMs: this.options.clock.now() }));
  }

  /** Takes up the jobs of an earlier engine: ends the attempts that died with it, starts what can start. */
  resume(): void {
    const { jobs, index } = this.state;
    const lost = [...index.withStatus('STARTING'), ...index.withStatus('RUNNING')].flatMap((jobId) => {
      const job = jobs.get(jobId);
      return job?.task === undefined ? [] : [{ job, task: job.task }];
    });
    endStrayTasks(lost.map(({ task }) => task));
    this.workFolders.clear();
    for (const jobId of index.withStatus('RUNNABLE')) {
      const job = jobs.get(jobId);
      if (job !== undefined) this.addRunnable(job, job.attempts.length > 0);
    }
    const statusReason = hostLostReason();
    for (const { job, task } of lost) {
      if (this.attempts.endLost(job, task, statusReason)) this.addRunnable(job, true);
    }
    this.lifecycle.judgeAll();
    this.scheduler.wake();
    this.forgetRegularly();
  }

  /** Whether any job has not ended. */
  hasWork(): boolean {
    return jobStatuses.some((status) => this.state.index.withStatus(status).size > 0);
  }

  /** Stops every attempt; they are taken up as lost at the next start. */
  async close(): Promise<void> {
    this.cancelRetention?.();
    this.scheduler.close();
    await this.attempts.close(closeGraceMs);
  }

  private addRunnable(job: JobRecord, isRetry: boolean): void {
    const { shareIdentifier, schedulingPriority } = specOf(this.state, job);
    const where = { queueArn: job.jobQueue, share: shareIdentifier, priority: schedulingPriority, isRetry };
    this.runnable.add(job.jobId, where);
  }

  private forgetRegularly(): void {
    const nowMs = this.options.clock.now();
    forgetOldJobs(this.state, nowMs);
    forgetOldDefinitions(this.state, nowMs);
    this.cancelRetention = this.options.clock.after(retentionCheckMs, () => this.forgetRegularly());
  }
}
