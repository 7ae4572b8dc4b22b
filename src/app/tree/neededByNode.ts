// The jobs of the same queue that wait for this one, as far as they are known: AWS Batch has no call that tells.
import type { Need } from '../store/batchStore';
import { jobsInStatus, recentJobs } from '../store/listQuery';
import { listNeed } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';

/** One DescribeJobs: the jobs that were submitted soonest after this one. */
const maxCandidates = 100;

export const neededByNode: NodeKind<NodeOf<'neededBy'>> = {
  needs(node, context) {
    const lists = listsOf(node, context).map(listNeed);
    const candidates = candidatesOf(node, context).map((jobId): Need => ({ kind: 'job', jobId }));
    return [...lists, ...candidates];
  },

  children(node, context) {
    const failures: Node[] = context.failureOf(node) === undefined ? [] : [{ kind: 'failure', parent: node }];
    const waiting = candidatesOf(node, context).filter((jobId) =>
      context.store.job(jobId)?.job?.dependsOn.some((dependency) => dependency.jobId === node.jobId),
    );
    const all = [...failures, ...waiting.map((jobId): Node => ({ kind: 'job', jobId, parent: node }))];
    return all.length > 0 ? all : [{ kind: 'empty', parent: node }];
  },

  describe: (_node, { t }) => ({
    label: t('Needed by'),
    icon: { name: 'type-hierarchy-sub' },
    collapse: 'collapsed',
    tokens: [],
  }),

  tooltip: (_node, { t }) =>
    t('Jobs of the same queue that wait for this one: looked for among those that wait, and the recent ones.'),
};

function listsOf({ jobId }: NodeOf<'neededBy'>, { store }: TreeContext) {
  const queue = store.job(jobId)?.job?.jobQueue;
  return queue === undefined || queue === '' ? [] : [jobsInStatus(queue, 'PENDING'), recentJobs(queue)];
}

/** A job can only depend on one that was there before it. */
function candidatesOf(node: NodeOf<'neededBy'>, context: TreeContext): readonly string[] {
  const createdAt = context.store.latest(node.jobId)?.createdAt ?? 0;
  const jobs = listsOf(node, context).flatMap((query) => context.store.list(query)?.items ?? []);
  const later = jobs.filter((job) => job.jobId !== node.jobId && (job.createdAt ?? createdAt) >= createdAt);
  const sorted = [...later].sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0));
  return [...new Set(sorted.map(({ jobId }) => jobId))].slice(0, maxCandidates);
}
