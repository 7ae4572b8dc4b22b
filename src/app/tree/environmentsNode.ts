// The section of the compute environments.
import { computeEnvironments, jobQueues } from '../store/listQuery';
import { countText, listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind } from './nodeKind';
import { isNameMatch, isStatusMatch } from './nodeOptions';

export const environmentsNode: NodeKind<NodeOf<'environments'>> = {
  // The queues tell which environments they use.
  needs: () => [listNeed(computeEnvironments), listNeed(jobQueues)],

  children(node, context) {
    const list = context.store.list(computeEnvironments);
    const options = context.optionsOf(node);
    const shown = (list?.items ?? []).filter(
      ({ name, state, status }) =>
        isNameMatch(name, options) && (isStatusMatch(state, options) || isStatusMatch(status, options)),
    );
    const sorted = [...shown].sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
    const nodes = sorted.map(({ arn }): Node => ({ kind: 'environment', arn, parent: node }));
    return withEnds(node, nodes, [list], context);
  },

  describe(_node, context) {
    const list = context.store.list(computeEnvironments);
    return {
      label: context.t('Compute Environments'),
      description: list?.seenAt === undefined ? undefined : countText(list.items.length, [list], context),
      icon: { name: 'server-environment' },
      collapse: 'collapsed',
      tokens: ['filter', 'list'],
    };
  },

  tooltip: (_node, { t }) => t('The machines, or the Fargate capacity, that jobs run on.'),

  more: () => [computeEnvironments],
};
