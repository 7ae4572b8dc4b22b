// What is known of one job and of what stands around it: asked for with few calls, and only as long as it can change.
import { childJobId, parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { type RunOfJob, runOfJob } from '../pipeline/runOfJob';
import type { BatchBrowserPort, BatchPort, Clock, StoragePort } from '../ports';
import { ChildSweeps, expectedCounts, maxSweepPages } from './childSweeps';
import { ChildTable } from './childTable';
import { type RunResult, fetchRunResult } from './runResult';

/** A steady look costs one DescribeJobs and so many pages of ListJobs. */
const steadyPages = 2;
/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const idsPerCall = 100;
/** What was just submitted may not be found at once. */
const maxMissingLooks = 3;
/** Lists lag behind. */
const maxSearches = 5;
/** After the end of an array, until the service has counted its last children. */
const maxLateLooks = 10;

export type ModelOptions = {
  readonly session: {
    readonly batch: Pick<BatchPort & BatchBrowserPort, 'describeJobs' | 'fetchJobPage'>;
    readonly storage: Pick<StoragePort, 'openObject'>;
  };
  readonly clock: Pick<Clock, 'now'>;
  /** Something new is known. */
  readonly onChange: () => void;
};

export class RunModel {
  /** Of an array. */
  table: ChildTable | undefined;
  result: RunResult | undefined;
  /** When AWS Batch answered last, in milliseconds since 1970. */
  updatedAt: number | undefined;
  /** Whoever may describe jobs may not always list them. */
  listError: AppError | undefined;
  isGone = false;
  /** The first look is over: what stands around the job has been asked for. */
  hasLooked = false;
  private readonly jobs = new Map<string, Job>();
  /** Children, and nodes of a multi-node job, whose logs are read. */
  private readonly children = new Map<string, Job>();
  private sweeps: ChildSweeps | undefined;
  private followed: readonly string[] = [];
  private mergeJobId: string | undefined;
  private missingLooks = 0;
  private searches = 0;
  private lateLooks = 0;
  private isFirst = true;

  constructor(
    readonly jobId: string,
    private readonly options: ModelOptions,
  ) {}

  get job(): Job | undefined {
    return this.jobs.get(this.jobId);
  }

  /** What a job of a run was told. */
  get run(): RunOfJob | undefined {
    return this.job && runOfJob(this.job);
  }

  /** Of the job, its relatives, or a child whose log is read. */
  known(jobId: string): Job | undefined {
    return this.jobs.get(jobId) ?? this.children.get(jobId);
  }

  /** Jobs that come before this one, the array of a child among them. */
  get before(): readonly string[] {
    const parent = parentJobId(this.jobId);
    const ids = this.job?.dependsOn.flatMap(({ jobId }) => jobId ?? []) ?? [];
    // Batch repeats the dependencies of an array with its children; that child n waits for child n is told so too.
    return [...new Set(parent === undefined ? ids : [parent])].filter((id) => id !== this.jobId);
  }

  /** The merge of the run whose split this job is. */
  get merge(): Job | undefined {
    return this.mergeJobId === undefined ? undefined : this.jobs.get(this.mergeJobId);
  }

  /** Nothing will change any more. */
  get isSettled(): boolean {
    const { job } = this;
    if (this.isGone) return true;
    if (job === undefined || ![...this.jobs.values()].every(({ status }) => isTerminal(status))) return false;
    if (this.isSearching() || this.isResultDue()) return false;
    return this.isTableComplete() || this.listError !== undefined || this.lateLooks >= maxLateLooks;
  }

  /** Children whose logs are read: they are described with every look until they end. */
  follow(jobIds: readonly string[]): void {
    this.followed = jobIds;
    for (const id of this.children.keys()) if (!jobIds.includes(id)) this.children.delete(id);
  }

  get isFollowing(): boolean {
    return this.followed.some((id) => !isTerminal(this.known(id)?.status ?? ''));
  }

  /** After a pause: as much is asked for at once as at first. */
  catchUp(): void {
    this.sweeps?.restart();
    this.isFirst = true;
  }

  /** The user asks for everything anew. */
  restart(): void {
    this.listError = undefined;
    this.isGone = false;
    [this.missingLooks, this.searches, this.lateLooks] = [0, 0, 0];
    if (this.result?.isThere !== true) this.result = undefined;
    this.catchUp();
  }

  /** @returns the ids that the service knows. @throws AppError */
  async describe(jobIds: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    if (jobIds.length === 0) return new Set();
    const jobs = await this.options.session.batch.describeJobs(jobIds, signal);
    this.updatedAt = this.options.clock.now();
    for (const job of jobs) this.note(job);
    this.options.onChange();
    return new Set(jobs.map(({ jobId }) => jobId));
  }

  /** Asks for what may be new. @throws AppError */
  async look(signal: AbortSignal): Promise<void> {
    const isFirst = this.isFirst;
    const asked = this.liveIds();
    const there = await this.describe(asked, signal);
    if (asked.includes(this.jobId)) this.countMissing(there.has(this.jobId));
    if (this.job === undefined || this.isGone) return;
    if (isFirst) await this.describe(this.newRelatives(), signal);
    const searched = await this.searchMerge(signal);
    // The first look shows everything, and the last one leaves nothing out.
    await this.lookAtChildren(isFirst || isTerminal(this.job.status) ? maxSweepPages : steadyPages - searched, signal);
    await this.lookAtResult(signal);
    this.isFirst = false;
    this.hasLooked = true;
    this.options.onChange();
  }

  private note(job: Job): void {
    const isRelative = job.jobId === this.jobId || job.jobId === this.mergeJobId || this.before.includes(job.jobId);
    if (!isRelative) {
      // Of thousands of children the table has all that is shown: a description is kept while its log is read.
      if (this.followed.includes(job.jobId)) this.children.set(job.jobId, job);
      this.table?.note(job);
      return;
    }
    this.jobs.set(job.jobId, job);
    const size = job.jobId === this.jobId ? job.array?.size : undefined;
    if (size === undefined || this.table !== undefined) return;
    this.table = new ChildTable(size);
    this.sweeps = new ChildSweeps(this.jobId, this.table, this.options.session.batch);
  }

  /** In one call: the job and what stands around it, then children that have moved or whose log is read. */
  private liveIds(): readonly string[] {
    const isLive = (id: string): boolean => !isTerminal(this.known(id)?.status ?? '');
    const relatives = [this.jobId, ...this.before, ...(this.mergeJobId === undefined ? [] : [this.mergeJobId])];
    const moved = this.table?.moved(idsPerCall).map((index) => childJobId(this.jobId, index)) ?? [];
    return [...new Set([...relatives, ...this.followed].filter(isLive).concat(moved))].slice(0, idsPerCall);
  }

  private newRelatives(): readonly string[] {
    return this.before.filter((id) => !this.jobs.has(id));
  }

  private countMissing(isThere: boolean): void {
    this.missingLooks = isThere ? 0 : this.missingLooks + 1;
    this.isGone = this.missingLooks >= maxMissingLooks;
  }

  private isSearching(): boolean {
    const { run, job } = this;
    const isSplit = run?.mergeJobName !== undefined && run.mergeJobName !== job?.jobName;
    const isChild = parentJobId(this.jobId) !== undefined;
    return isSplit && !isChild && this.mergeJobId === undefined && this.searches < maxSearches;
  }

  /** A split does not know its merge: that is found by its name. @returns how many calls that took */
  private async searchMerge(signal: AbortSignal): Promise<number> {
    const { run, job } = this;
    if (!this.isSearching() || job === undefined || run?.mergeJobName === undefined) return 0;
    const jobName = run.mergeJobName;
    this.searches += 1;
    try {
      const listing = { jobQueue: job.jobQueue, jobName };
      const page = await this.options.session.batch.fetchJobPage(listing, {}, signal);
      const found = page.items.find((item) => item.jobName === jobName);
      if (found === undefined) return 1;
      this.mergeJobId = found.jobId;
      if (this.isFirst) await this.describe([found.jobId], signal);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.kind !== 'denied') throw cause;
      this.searches = maxSearches;
    }
    return 1;
  }

  private async lookAtChildren(pages: number, signal: AbortSignal): Promise<void> {
    const { sweeps, job } = this;
    if (sweeps === undefined || job === undefined || this.listError !== undefined || this.isTableComplete()) return;
    if (isTerminal(job.status)) this.lateLooks += 1;
    try {
      await sweeps.look(expectedCounts(job, this.table?.size ?? 0), pages, signal);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.kind !== 'denied') throw cause;
      this.listError = cause;
    }
  }

  private isTableComplete(): boolean {
    return this.table === undefined || this.table.endedCount >= this.table.size;
  }

  private isResultDue(): boolean {
    const writer = this.resultWriter;
    return writer?.status === 'SUCCEEDED' && this.result === undefined;
  }

  /** The job of the run that writes its result. */
  get resultWriter(): Job | undefined {
    const { run, job } = this;
    if (run === undefined || job === undefined || parentJobId(this.jobId) !== undefined) return undefined;
    return run.mergeJobName === undefined || run.mergeJobName === job.jobName ? job : this.merge;
  }

  private async lookAtResult(signal: AbortSignal): Promise<void> {
    const { run } = this;
    if (run === undefined || !this.isResultDue()) return;
    this.result = await fetchRunResult(run.result, this.options.session.storage, signal);
  }
}
