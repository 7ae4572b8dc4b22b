// Finds out in which state each child is: pages of ListJobs, and only of states in which something has changed.
import type { StatusCounts } from '../../core/arrayJob';
import type { Job } from '../../core/job';
import { type KnownJobStatus, isTerminal } from '../../core/jobStatus';
import type { BatchBrowserPort } from '../ports';
import type { ChildTable } from './childTable';

/** A pass through all children in one state. */
type Sweep = { readonly pass: number; token?: string; pages: number };

/** What is most worth knowing first. */
const order: readonly KnownJobStatus[] = [
  'FAILED',
  'RUNNING',
  'STARTING',
  'SUCCEEDED',
  'RUNNABLE',
  'PENDING',
  'SUBMITTED',
];
/** https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html */
const childrenPerPage = 1000;

/** More than ten thousand children need, in whatever states. */
export const maxSweepPages = 17;

/** The service counts late; an array that has succeeded leaves no doubt. Undefined: every state must be looked at. */
export function expectedCounts({ status, array }: Job, size: number): StatusCounts | undefined {
  const { counts } = array ?? {};
  if (counts === undefined) return undefined;
  if (status === 'SUCCEEDED') return { ...counts, RUNNING: 0, SUCCEEDED: size };
  const isLate = status === 'FAILED' && counts.SUCCEEDED + counts.FAILED < size;
  return isLate ? undefined : counts;
}

export class ChildSweeps {
  private readonly underWay = new Map<KnownJobStatus, Sweep>();
  /** When a state had a page last, in pages. */
  private readonly servedAt = new Map<KnownJobStatus, number>();
  private pages = 0;

  constructor(
    private readonly arrayJobId: string,
    private readonly table: ChildTable,
    private readonly batch: Pick<BatchBrowserPort, 'fetchJobPage'>,
  ) {}

  /**
   * Goes on where the last look has stopped.
   * @param counts how many children there are in each state; undefined: that is not told, and every state is looked at
   * @throws AppError; a pass that failed begins anew the next time
   */
  async look(counts: StatusCounts | undefined, maxPages: number, signal: AbortSignal): Promise<void> {
    const ended = new Set<KnownJobStatus>();
    for (let pages = 0; pages < maxPages; pages += 1) {
      const status = this.next(counts, ended, pages);
      if (status === undefined) return;
      if (await this.takePage(status, signal)) ended.add(status);
    }
  }

  /** Tokens are not kept over a pause. */
  restart(): void {
    this.underWay.clear();
  }

  /** @returns whether the pass has ended. */
  private async takePage(status: KnownJobStatus, signal: AbortSignal): Promise<boolean> {
    const { arrayJobId, table } = this;
    const sweep = this.underWay.get(status) ?? { pass: table.beginPass(), pages: 0 };
    this.underWay.delete(status);
    const page = await this.batch.fetchJobPage({ arrayJobId, status }, { token: sweep.token }, signal);
    for (const child of page.items) table.note(child);
    this.pages += 1;
    this.servedAt.set(status, this.pages);
    if (page.nextToken === undefined) {
      table.endPass(status, sweep.pass);
      return true;
    }
    this.underWay.set(status, { ...sweep, token: page.nextToken, pages: sweep.pages + 1 });
    return false;
  }

  /** First what takes the fewest pages; then whatever has waited longest, so that long lists have their turn too. */
  private next(
    counts: StatusCounts | undefined,
    ended: ReadonlySet<KnownJobStatus>,
    pagesTaken: number,
  ): KnownJobStatus | undefined {
    const wanted = order.filter((status) => !ended.has(status) && this.isWanted(status, counts));
    const measure = (status: KnownJobStatus): number =>
      pagesTaken === 0 && counts !== undefined ? this.pagesLeft(status, counts) : (this.servedAt.get(status) ?? 0);
    return [...wanted].sort((one, other) => measure(one) - measure(other))[0];
  }

  private isWanted(status: KnownJobStatus, counts: StatusCounts | undefined): boolean {
    if (counts === undefined) return this.table.endedCount < this.table.size;
    const missing = counts[status] - this.table.count(status);
    // Nobody leaves a final state: there the service only counts late.
    const isWanted = isTerminal(status) ? missing > 0 : missing !== 0;
    if (!isWanted) this.underWay.delete(status);
    return isWanted;
  }

  private pagesLeft(status: KnownJobStatus, counts: StatusCounts): number {
    return Math.ceil(counts[status] / childrenPerPage) - (this.underWay.get(status)?.pages ?? 0);
  }
}
