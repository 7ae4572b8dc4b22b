// What the user chose for one node: filter, order, whether inactive things are shown.
import type { JobSummary } from '../../core/job';

export const jobSorts = ['newest', 'oldest', 'name', 'duration'] as const;
export type JobSort = (typeof jobSorts)[number];

export type NodeOptions = {
  /** Part of a name; case does not matter. */
  readonly text?: string;
  /** States that are shown; undefined: all. */
  readonly statuses?: readonly string[];
  readonly sort?: JobSort;
  readonly showsInactive?: boolean;
};

export function hasFilter({ text, statuses }: NodeOptions): boolean {
  return text !== undefined || statuses !== undefined;
}

export function isNameMatch(name: string, { text }: NodeOptions): boolean {
  return text === undefined || name.toLowerCase().includes(text.toLowerCase());
}

export function isStatusMatch(status: string, { statuses }: NodeOptions): boolean {
  return statuses === undefined || statuses.includes(status);
}

/** By the user's choice, newest first without one. What has no time yet counts as new. */
export function sortJobs(jobs: readonly JobSummary[], sort: JobSort = 'newest', now: number): readonly JobSummary[] {
  const born = ({ createdAt }: JobSummary): number => createdAt ?? now;
  const lasted = ({ startedAt, stoppedAt }: JobSummary): number =>
    startedAt === undefined ? -1 : (stoppedAt ?? now) - startedAt;
  const order: Readonly<Record<JobSort, (one: JobSummary, other: JobSummary) => number>> = {
    newest: (one, other) => born(other) - born(one),
    oldest: (one, other) => born(one) - born(other),
    name: (one, other) => one.jobName.localeCompare(other.jobName, undefined, { numeric: true }),
    duration: (one, other) => lasted(other) - lasted(one),
  };
  return [...jobs].sort(order[sort]);
}
