// The section of the scheduling policies, which is there only where a region has any.
import type { Need } from '../store/batchStore';
import { jobQueues, schedulingPolicies } from '../store/listQuery';
import { countText, listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isNameMatch } from './nodeOptions';

/** Most regions have none, so whether there are any is asked rarely: a call, and another where there are. */
const lookoutMaxAgeMs = 5 * 60_000;

/** What tells whether the section is there. */
export const policiesLookout: readonly Need[] = [listNeed({ ...schedulingPolicies, maxAgeMs: lookoutMaxAgeMs })];

/** Who may not list them sees the section only where a queue has one, and there why it cannot be shown. */
export function hasPolicies({ store }: Pick<TreeContext, 'store'>): boolean {
  const isUsed = (store.list(jobQueues)?.items ?? []).some(({ schedulingPolicyArn: arn }) => arn !== undefined);
  return isUsed || (store.list(schedulingPolicies)?.items.length ?? 0) > 0;
}

export const policiesNode: NodeKind<NodeOf<'policies'>> = {
  // The queues tell which policies they have.
  needs: () => [listNeed(schedulingPolicies), listNeed(jobQueues)],

  children(node, context) {
    const list = context.store.list(schedulingPolicies);
    const options = context.optionsOf(node);
    const shown = (list?.items ?? []).filter(({ name }) => isNameMatch(name, options));
    const sorted = [...shown].sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
    const nodes = sorted.map(({ arn }): Node => ({ kind: 'policy', arn, parent: node }));
    return withEnds(node, nodes, [list], context);
  },

  describe(_node, context) {
    const list = context.store.list(schedulingPolicies);
    return {
      label: context.t('Scheduling Policies'),
      description: list?.seenAt === undefined ? undefined : countText(list.items.length, [list], context),
      icon: { name: 'pie-chart' },
      collapse: 'collapsed',
      tokens: ['filter', 'list'],
    };
  },

  tooltip: (_node, { t }) => t('How jobs of fair-share queues share capacity: by identifiers with weights.'),

  more: () => [schedulingPolicies],
};
