// The children of an array, and the nodes of a multi-node job: never all of them at once.
import { childJobId } from '../../core/arrayJob';
import type { Job, JobSummary } from '../../core/job';
import { type KnownJobStatus, jobStatuses } from '../../core/jobStatus';
import type { Node } from './node';
import type { TreeContext } from './nodeKind';

/** One DescribeJobs tells of so many. */
export const childrenPerRange = 100;
/** An array of more ranges than these has ranges of ranges. */
const maxRanges = 20;
const childrenPerWideRange = 1000;

/** How many children or nodes a job has; undefined for a plain job. */
export function partCount({ array, nodeCount }: JobSummary): number | undefined {
  return array?.size ?? nodeCount;
}

/** Ids from one index to another, which is not among them. */
export function childIds(job: Pick<JobSummary, 'jobId' | 'nodeCount'>, from: number, to: number): readonly string[] {
  const isNodes = job.nodeCount !== undefined;
  return Array.from({ length: to - from }, (_, index) =>
    isNodes ? `${job.jobId}#${from + index}` : childJobId(job.jobId, from + index),
  );
}

/** What failed first, then what runs, then all in ranges; with a filter only the chosen states. */
export function childrenOf(parent: Node & { readonly jobId: string }, job: Job, context: TreeContext): readonly Node[] {
  const { jobId } = job;
  const count = partCount(job) ?? 0;
  const group = (status: KnownJobStatus): Node => ({ kind: 'childStatus', jobId, status, parent });
  const chosen = context.optionsOf(parent).statuses;
  if (chosen !== undefined) return jobStatuses.filter((status) => chosen.includes(status)).map(group);
  const counts = job.array?.counts;
  // Those of a small array are all in sight.
  const sought = count > childrenPerRange ? (['FAILED', 'RUNNING'] as const) : (['FAILED'] as const);
  const groups = sought.filter((status) => (counts?.[status] ?? 0) > 0).map(group);
  return [...groups, ...rangesOf(parent, job, 0, count, context)];
}

/** Children, or ranges where there are too many of them. */
export function rangesOf(
  parent: Node,
  job: Pick<JobSummary, 'jobId' | 'nodeCount'>,
  from: number,
  to: number,
  { store }: TreeContext,
): readonly Node[] {
  if (to - from <= childrenPerRange) {
    // Children are made when the array's own dependencies have succeeded: until then there are none.
    const known = childIds(job, from, to).filter((id) => store.job(id)?.job !== undefined);
    return known.map((jobId): Node => ({ kind: 'job', jobId, parent }));
  }
  const width = to - from > maxRanges * childrenPerRange ? childrenPerWideRange : childrenPerRange;
  return Array.from({ length: Math.ceil((to - from) / width) }, (_, index): Node => {
    const start = from + index * width;
    return { kind: 'childRange', jobId: job.jobId, from: start, to: Math.min(start + width, to), parent };
  });
}
