// The children of an array in one state: those that failed are what a person looks for first.
import { isTerminal } from '../../core/jobStatus';
import { childrenInStatus } from '../store/listQuery';
import { listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind } from './nodeKind';
import { explainStatus, jobIcon, statusLabel } from './statusText';

export const childStatusNode: NodeKind<NodeOf<'childStatus'>> = {
  needs: (node) => [listNeed(childrenInStatus(node.jobId, node.status))],

  children(node, context) {
    const list = context.store.list(childrenInStatus(node.jobId, node.status));
    const known = (list?.items ?? []).map((item) => context.store.latest(item.jobId) ?? item);
    // One that has moved on since the list was read is shown where it is now.
    const here = known.filter(({ status }) => status === node.status);
    const sorted = [...here].sort((one, other) => (one.array?.index ?? 0) - (other.array?.index ?? 0));
    const nodes = sorted.map(({ jobId }): Node => ({ kind: 'job', jobId, parent: node }));
    return withEnds(node, nodes, [list], context);
  },

  describe(node, { store, format }) {
    const count = store.latest(node.jobId)?.array?.counts?.[node.status];
    return {
      label: statusLabel(node.status),
      description: count === undefined ? undefined : format.count(count),
      icon: jobIcon(node.status),
      collapse: 'collapsed',
      tokens: ['list', ...(isTerminal(node.status) ? [] : (['active'] as const))],
    };
  },

  tooltip: ({ status }, { t }) => explainStatus(status, t),

  more: ({ jobId, status }) => [childrenInStatus(jobId, status)],
};
