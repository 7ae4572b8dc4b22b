// The jobs of a place in the tree that have not ended: of a queue, of one of its states, or of an array, by its filters.
import type { JobSummary } from '../../core/job';
import { type KnownJobStatus, isTerminal, jobStatuses } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import type { JobListing } from '../ports';
import type { Session } from '../session';
import { isNameMatch } from '../tree/nodeOptions';

export type ActiveJobsOf = {
  /** Name or ARN of a queue, or the id of an array. */
  readonly place: { readonly jobQueue: string } | { readonly arrayJobId: string };
  /** As the tree shows them: the parent of an array that runs is PENDING for AWS Batch. */
  readonly statuses: readonly KnownJobStatus[];
  /** Parts of names; case does not matter. */
  readonly texts: readonly (string | undefined)[];
};

export const activeStatuses: readonly KnownJobStatus[] = jobStatuses.filter((status) => !isTerminal(status));

/** A list of more helps nobody to choose; what is left over is found by the next look. */
export const maxActiveJobs = 10_000;

/** @param onFound told how many there are so far. @throws AppError */
export async function activeJobs(
  { place, statuses, texts }: ActiveJobsOf,
  { batch }: Session,
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<readonly JobSummary[]> {
  const found = new Map<string, JobSummary>();
  for (const status of listsOf(statuses, 'jobQueue' in place)) {
    let token: string | undefined;
    do {
      const listing: JobListing = { ...place, status };
      const page = await batch.fetchJobPage(listing, { token }, signal);
      for (const job of page.items) {
        const isMeant = (statuses as readonly string[]).includes(shownStatus(job));
        if (isMeant && texts.every((text) => isNameMatch(job.jobName, { text }))) found.set(job.jobId, job);
      }
      onFound(found.size);
      token = page.nextToken;
    } while (token !== undefined && found.size < maxActiveJobs);
  }
  return [...found.values()].slice(0, maxActiveJobs);
}

function listsOf(statuses: readonly KnownJobStatus[], isQueue: boolean): readonly KnownJobStatus[] {
  const hasArrays = isQueue && (statuses.includes('RUNNING') || statuses.includes('RUNNABLE'));
  return activeStatuses.filter((status) => statuses.includes(status) || (hasArrays && status === 'PENDING'));
}
