// What DescribeJobs told of single jobs: a hundred ids a call, each id asked for once at a time.
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import type { Clock } from '../ports';

export type JobSnapshot = {
  /** Undefined with a `seenAt`: the service does not know it (any longer). */
  readonly job?: Job;
  /** When it was asked for, in milliseconds since 1970; undefined: no answer has come yet. */
  readonly seenAt?: number;
  /** Why the latest look failed. */
  readonly error?: AppError;
  readonly triedAt: number;
};

export type JobDetailsOptions = {
  readonly fetchJobs: (jobIds: readonly string[]) => Promise<readonly Job[]>;
  readonly clock: Pick<Clock, 'now'>;
  readonly onJobs: (jobs: readonly Job[], askedAt: number) => void;
  readonly onChange: () => void;
};

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const idsPerCall = 100;

export class JobDetails {
  private readonly entries = new Map<string, JobSnapshot>();
  private readonly underWay = new Map<string, Promise<boolean>>();

  constructor(private readonly options: JobDetailsOptions) {}

  get(jobId: string): JobSnapshot | undefined {
    return this.entries.get(jobId);
  }

  /** An ended job stays as it is: nobody needs to look again. */
  isFinal(jobId: string): boolean {
    const job = this.entries.get(jobId)?.job;
    return job !== undefined && isTerminal(job.status);
  }

  /** @returns whether anything was told that was not known. */
  async fetch(jobIds: readonly string[]): Promise<boolean> {
    const missing = [...new Set(jobIds)].filter((id) => !this.underWay.has(id));
    for (let start = 0; start < missing.length; start += idsPerCall)
      this.begin(missing.slice(start, start + idsPerCall));
    const changes = await Promise.all(new Set(jobIds.flatMap((id) => this.underWay.get(id) ?? [])));
    return changes.includes(true);
  }

  /** Forgets the others. */
  keep(isKept: (jobId: string) => boolean): void {
    for (const id of this.entries.keys()) if (!isKept(id)) this.entries.delete(id);
  }

  private begin(jobIds: readonly string[]): void {
    const look = this.look(jobIds).finally(() => {
      for (const id of jobIds) this.underWay.delete(id);
    });
    for (const id of jobIds) this.underWay.set(id, look);
  }

  private async look(jobIds: readonly string[]): Promise<boolean> {
    const { clock, fetchJobs, onJobs, onChange } = this.options;
    const seenAt = clock.now();
    const changes: boolean[] = [];
    const put = (id: string, next: JobSnapshot): void => {
      changes.push(textOf(this.entries.get(id)) !== textOf(next));
      this.entries.set(id, next);
    };
    try {
      const jobs = new Map((await fetchJobs(jobIds)).map((job) => [job.jobId, job]));
      onJobs([...jobs.values()], seenAt);
      for (const id of jobIds) put(id, { job: jobs.get(id), seenAt, triedAt: clock.now() });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const id of jobIds) put(id, { ...this.entries.get(id), error, triedAt: clock.now() });
    }
    const isChanged = changes.includes(true);
    if (isChanged) onChange();
    return isChanged;
  }
}

/** What there is to see of it, without the times of the looks. */
function textOf(snapshot: JobSnapshot | undefined): string {
  return snapshot === undefined ? '' : JSON.stringify([snapshot.job, snapshot.error?.message]);
}
