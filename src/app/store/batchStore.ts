// The only shared copy of what AWS Batch told in one session. A new session gets a new store: nothing is carried over.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import { AppError } from '../../core/errors';
import type { JobSummary } from '../../core/job';
import type { Clock } from '../ports';
import type { Session } from '../session';
import { JobDetails, type JobSnapshot } from './jobDetails';
import { Lanes } from './lanes';
import { LatestJobs } from './latestJobs';
import type { ListQuery } from './listQuery';
import { ScalingHistory, type ScalingStep } from './scalingHistory';
import { type ListSnapshot, PagedList, type Refreshed } from './pagedList';

/** What must be in the store before something can be shown. */
export type Need =
  { readonly kind: 'list'; readonly query: ListQuery<unknown> } | { readonly kind: 'job'; readonly jobId: string };

/** What views read: all of it is at hand. */
export interface StoreView {
  /** Undefined until its first look has ended. */
  list<T>(query: ListQuery<T>): ListSnapshot<T> | undefined;
  /** What DescribeJobs told; undefined until its first look has ended. */
  job(jobId: string): JobSnapshot | undefined;
  /** The newest that is known of a job, from whichever list or description. */
  latest(jobId: string): JobSummary | undefined;
  /** How many vCPUs were wanted of an environment, as far as it was looked at; oldest first. */
  scaling(environmentArn: string): readonly ScalingStep[];
}

/** So that a view of fifty queues does not send fifty calls at once. */
const callsAtOnce = 6;
/** What was collapsed may be expanded again at once. */
const graceMs = 60_000;

export class BatchStore implements StoreView {
  private readonly lists = new Map<string, PagedList<unknown>>();
  private readonly neededAt = new Map<string, number>();
  private readonly latestJobs = new LatestJobs();
  private readonly scalingHistory = new ScalingHistory();
  private readonly lanes = new Lanes(callsAtOnce);
  private readonly details: JobDetails;
  private readonly listeners = new Set<() => void>();
  private lastAnswerAt: number | undefined;

  /** @param report told of every call that failed */
  constructor(
    readonly session: Session,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly report: (error: AppError) => void,
  ) {
    this.details = new JobDetails({
      clock,
      fetchJobs: (jobIds) => this.call(() => session.batch.describeJobs(jobIds, session.signal)),
      onJobs: (jobs, askedAt) => this.latestJobs.note(jobs, askedAt),
      onChange: () => this.changed(),
    });
  }

  /** When AWS Batch last answered, in milliseconds since 1970. */
  get answeredAt(): number | undefined {
    return this.lastAnswerAt;
  }

  list<T>(query: ListQuery<T>): ListSnapshot<T> | undefined {
    // Equal keys mean equal queries, and with them the type of the items.
    return this.lists.get(query.key)?.snapshot as ListSnapshot<T> | undefined;
  }

  job(jobId: string): JobSnapshot | undefined {
    return this.details.get(jobId);
  }

  latest(jobId: string): JobSummary | undefined {
    return this.latestJobs.get(jobId);
  }

  scaling(environmentArn: string): readonly ScalingStep[] {
    return this.scalingHistory.of(environmentArn);
  }

  /** They were terminated by the user, which is shown before the service tells of it. */
  noteStopping(jobIds: readonly string[]): void {
    this.latestJobs.noteStopping(jobIds);
    this.changed();
  }

  isTried(need: Need): boolean {
    return need.kind === 'list' ? this.list(need.query) !== undefined : this.job(need.jobId) !== undefined;
  }

  /**
   * Asks for what was never asked for. A call that fails is no error here: the snapshot tells.
   * @throws the reason of the session's end.
   */
  async load(needs: readonly Need[]): Promise<void> {
    const now = this.clock.now();
    for (const need of needs) this.neededAt.set(keyOf(need), now);
    const untried = needs.filter((need) => !this.isTried(need));
    await Promise.all([
      ...untried.map((need) => (need.kind === 'list' ? this.open(need.query).load() : undefined)),
      this.details.fetch(untried.flatMap((need) => (need.kind === 'job' ? [need.jobId] : []))),
    ]);
  }

  refreshList(query: ListQuery<unknown>): Promise<Refreshed> {
    return this.open(query).refresh();
  }

  /** @returns whether anything new was told. Jobs that have ended are not asked for again. */
  refreshJobs(jobIds: readonly string[]): Promise<boolean> {
    return this.details.fetch(jobIds.filter((id) => !this.details.isFinal(id)));
  }

  async loadMore(query: ListQuery<unknown>): Promise<void> {
    await this.open(query).loadMore();
  }

  /** Forgets what nobody has needed for a while. */
  retain(needs: readonly Need[]): void {
    const now = this.clock.now();
    for (const need of needs) this.neededAt.set(keyOf(need), now);
    for (const [key, at] of this.neededAt) {
      if (at >= now - graceMs) continue;
      this.neededAt.delete(key);
      this.lists.get(key)?.clear();
      this.lists.delete(key);
    }
    this.details.keep((jobId) => this.neededAt.has(keyOf({ kind: 'job', jobId })));
    const listed = new Set(
      [...this.lists.values()].flatMap((list) => list.snapshot?.items.filter(isJob) ?? []).map(({ jobId }) => jobId),
    );
    this.latestJobs.keep((jobId) => listed.has(jobId) || this.details.get(jobId) !== undefined);
  }

  /** @returns a function that ends the subscription. */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private open(query: ListQuery<unknown>): PagedList<unknown> {
    const known = this.lists.get(query.key);
    if (known !== undefined) return known;
    const { session } = this;
    const list = new PagedList<unknown>({
      pagesAtOnce: query.pagesAtOnce ?? 1,
      idOf: (item) => query.idOf(item),
      fetchPage: (token) => this.call(() => query.fetchPage(session.batch, { token }, session.signal)),
      clock: this.clock,
      onPage: (items, askedAt) => {
        this.latestJobs.note(items.filter(isJob), askedAt);
        this.scalingHistory.note(items.filter(isEnvironment), askedAt);
      },
      onChange: () => this.changed(),
    });
    this.lists.set(query.key, list);
    return list;
  }

  private async call<T>(task: () => Promise<T>): Promise<T> {
    try {
      const answer = await this.lanes.run(task);
      this.session.signal.throwIfAborted();
      this.lastAnswerAt = this.clock.now();
      return answer;
    } catch (cause) {
      if (cause instanceof AppError) this.report(cause);
      throw cause;
    }
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

function isJob(item: unknown): item is JobSummary {
  return typeof item === 'object' && item !== null && 'jobId' in item;
}

function isEnvironment(item: unknown): item is ComputeEnvironment {
  return typeof item === 'object' && item !== null && 'desiredvCpus' in item;
}

/** Lists under their own keys, which no job's can be. */
function keyOf(need: Need): string {
  return need.kind === 'list' ? need.query.key : `job ${need.jobId}`;
}
