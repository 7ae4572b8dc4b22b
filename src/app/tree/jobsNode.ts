// The section of the recent jobs: of all queues, in any state, newest first.
import type { JobSummary } from '../../core/job';
import { shownStatus } from '../../core/shownStatus';
import { type ListQuery, jobQueues, recentJobs } from '../store/listQuery';
import type { ListSnapshot } from '../store/pagedList';
import { listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isNameMatch, isStatusMatch, sortJobs } from './nodeOptions';
import { holdsServiceJobs } from './queueNode';

export const jobsNode: NodeKind<NodeOf<'jobs'>> = {
  needs: (_node, context) => [
    listNeed(jobQueues),
    ...recentLists(context).map(({ query }) => listNeed(query)),
    ...context.pinnedJobIds.map((jobId) => ({ kind: 'job', jobId }) as const),
  ],

  children(node, context) {
    const lists = recentLists(context);
    const options = context.optionsOf(node);
    const found = collect(lists, context);
    const shown = [...found.values()].filter(
      ({ job }) => isNameMatch(job.jobName, options) && isStatusMatch(shownStatus(job), options),
    );
    const sorted = sortJobs(
      shown.map(({ job }) => job),
      options.sort,
      context.now,
    );
    const nodes = sorted.map(({ jobId }): Node => ({
      kind: 'job',
      jobId,
      queueArn: found.get(jobId)?.queueArn,
      parent: node,
    }));
    return withEnds(node, nodes, [context.store.list(jobQueues), ...lists.map(({ list }) => list)], context);
  },

  describe(_node, { t }) {
    return {
      label: t('Jobs'),
      description: t('recent, of all queues'),
      icon: { name: 'history' },
      collapse: 'collapsed',
      tokens: ['filter', 'list', 'sort'],
    };
  },

  tooltip: (_node, { t }) =>
    t('The newest jobs of all queues, in any state. AWS Batch forgets jobs about seven days after their end.'),

  more(_node, context) {
    const lists = recentLists(context);
    const horizon = horizonOf(lists);
    return lists
      .filter(({ list }) => list?.hasMore === true && (oldestOf(list) ?? horizon) >= horizon)
      .map(({ query }) => query);
  },
};

type RecentList = {
  readonly queueArn: string;
  readonly query: ListQuery<JobSummary>;
  readonly list: ListSnapshot<JobSummary> | undefined;
};

function recentLists({ store }: TreeContext): readonly RecentList[] {
  const queues = (store.list(jobQueues)?.items ?? []).filter((queue) => !holdsServiceJobs(queue));
  return queues.map(({ arn }) => {
    const query = recentJobs(arn);
    return { queueArn: arn, query, list: store.list(query) };
  });
}

/**
 * How far back the merged list is complete: the lists of busy queues reach less far than those of others, and a job
 * older than what was read of another queue would change its place with every page.
 */
function horizonOf(lists: readonly RecentList[]): number {
  return Math.max(
    -Infinity,
    ...lists.map(({ list }) => (list?.hasMore === true ? (oldestOf(list) ?? -Infinity) : -Infinity)),
  );
}

function oldestOf({ items }: ListSnapshot<JobSummary>): number | undefined {
  return items.at(-1)?.createdAt;
}

type Found = { readonly job: JobSummary; readonly queueArn?: string };

function collect(lists: readonly RecentList[], { store, pinnedJobIds }: TreeContext): ReadonlyMap<string, Found> {
  const horizon = horizonOf(lists);
  const found = new Map<string, Found>();
  for (const { queueArn, list } of lists) {
    for (const item of list?.items ?? []) {
      if ((item.createdAt ?? Infinity) < horizon) continue;
      found.set(item.jobId, { job: store.latest(item.jobId) ?? item, queueArn });
    }
  }
  for (const jobId of pinnedJobIds) {
    const job = store.job(jobId)?.job;
    if (job !== undefined) found.set(jobId, { job: store.latest(jobId) ?? job, queueArn: job.jobQueue });
  }
  return found;
}
