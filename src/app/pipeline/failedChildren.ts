// Keeps a list of the children of one array that have failed, with as few calls as possible.
import { AppError } from '../../core/errors';
import type { JobSummary } from '../../core/job';
import type { BatchPort } from '../ports';

export type FailedChild = {
  /** Its number in the array, from 0; 0 for a plain job. */
  readonly child: number;
  readonly jobId: string;
  readonly statusReason?: string;
  /** The container's own reason. */
  readonly reason?: string;
  readonly exitCode?: number;
};

/** One page of ListJobs; nobody reads a list of more. */
const maxListed = 1000;

export class FailedChildren {
  /** Why the list is not complete, when it cannot be. */
  trouble: string | undefined;
  private listed: readonly FailedChild[] = [];

  constructor(
    private readonly splitJobId: string,
    private readonly batch: BatchPort,
  ) {}

  /** @param count how many have failed; a list is fetched only when there are more than are known. */
  async update(split: JobSummary | undefined, count: number, signal: AbortSignal): Promise<readonly FailedChild[]> {
    if (split === undefined || count <= this.listed.length || this.listed.length >= maxListed) return this.listed;
    if (split.array === undefined) {
      this.listed = [toFailedChild(split)];
    } else if (this.trouble === undefined) {
      this.listed = await this.list(signal);
    }
    return this.listed;
  }

  private async list(signal: AbortSignal): Promise<readonly FailedChild[]> {
    const children: FailedChild[] = [];
    try {
      for await (const page of this.batch.listJobs({ arrayJobId: this.splitJobId, status: 'FAILED' }, signal)) {
        children.push(...page.map(toFailedChild));
        if (children.length >= maxListed) break;
      }
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.kind !== 'denied') throw cause;
      // A user who may submit but not list still sees the counts.
      this.trouble = cause.message;
    }
    return children.sort((one, other) => one.child - other.child).slice(0, maxListed);
  }
}

function toFailedChild({ jobId, statusReason, reason, exitCode, array }: JobSummary): FailedChild {
  return { child: array?.index ?? 0, jobId, statusReason, reason, exitCode };
}
