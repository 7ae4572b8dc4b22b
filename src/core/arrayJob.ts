// Array jobs: the parent's counts and the ids of its children.
// https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html
import { type JobStatus, type KnownJobStatus, jobStatuses } from './jobStatus';

export type StatusCounts = Readonly<Record<KnownJobStatus, number>>;

/** A parent has `size` and `counts`, a child has `index`. */
export type JobArray = {
  readonly size?: number;
  readonly index?: number;
  /** Children by state, as of a moment ago: the service counts now and then. */
  readonly counts?: StatusCounts;
  /** When the service counted, in milliseconds since 1970. */
  readonly countedAt?: number;
};

/** Every state is there; those that were not given are 0. States that are not known are left out. */
export function statusCounts(given: Readonly<Record<string, number | undefined>>): StatusCounts {
  const counts = jobStatuses.map((status) => [status, given[status] ?? 0] as const);
  return Object.fromEntries(counts) as Record<KnownJobStatus, number>;
}

/** The counts of a job that is no array: one, in its state. */
export function countsOfOne(status: JobStatus): StatusCounts {
  return statusCounts({ [status]: 1 });
}

export function childJobId(parentId: string, index: number): string {
  return `${parentId}:${index}`;
}

/** The array that the job is a child of; undefined for a job that is no child. */
export function parentJobId(jobId: string): string | undefined {
  const colon = jobId.lastIndexOf(':');
  return colon > 0 && /^\d+$/.test(jobId.slice(colon + 1)) ? jobId.slice(0, colon) : undefined;
}
