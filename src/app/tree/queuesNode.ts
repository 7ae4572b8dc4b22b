// The section of the job queues.
import { jobQueues, jobsInStatus } from '../store/listQuery';
import { countText, listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isNameMatch, isStatusMatch } from './nodeOptions';

/** Of so few queues the waiting jobs are counted unasked; each costs two calls. */
const maxCountedQueues = 5;
const waitingMaxAgeMs = 30_000;

export const queuesNode: NodeKind<NodeOf<'queues'>> = {
  needs(_node, { store }) {
    const queues = store.list(jobQueues)?.items ?? [];
    const counted =
      queues.length > maxCountedQueues ? [] : queues.filter((queue) => queue.serviceEnvironments.length === 0);
    const waiting = counted.flatMap(({ arn }) => [jobsInStatus(arn, 'PENDING'), jobsInStatus(arn, 'RUNNABLE')]);
    return [listNeed(jobQueues), ...waiting.map((query) => listNeed({ ...query, maxAgeMs: waitingMaxAgeMs }))];
  },

  children(node, context) {
    const list = context.store.list(jobQueues);
    const options = context.optionsOf(node);
    const shown = (list?.items ?? []).filter(
      ({ name, state, status }) =>
        isNameMatch(name, options) && (isStatusMatch(state, options) || isStatusMatch(status, options)),
    );
    const sorted = [...shown].sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
    const nodes = sorted.map(({ arn }): Node => ({ kind: 'queue', arn, parent: node }));
    return withEnds(node, nodes, [list], context);
  },

  describe(_node, context) {
    return {
      label: context.t('Job Queues'),
      description: sectionCount(context),
      icon: { name: 'list-ordered' },
      collapse: 'expanded',
      tokens: ['filter', 'list'],
    };
  },

  tooltip: (_node, { t }) => t('Where jobs wait for a compute environment that has room for them.'),

  more: () => [jobQueues],
};

function sectionCount(context: TreeContext): string | undefined {
  const list = context.store.list(jobQueues);
  return list?.seenAt === undefined ? undefined : countText(list.items.length, [list], context);
}
