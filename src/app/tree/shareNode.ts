// One share of a scheduling policy, with its weight.
import { defaultWeight } from '../../core/schedulingPolicy';
import { code, paragraphs, plain } from './markdown';
import type { NodeOf } from './node';
import { type NodeKind, type TreeContext, leaf } from './nodeKind';
import { findPolicy } from './policyNode';

export const shareNode: NodeKind<NodeOf<'share'>> = {
  ...leaf,

  describe(node, context) {
    return {
      label: node.identifier,
      description: context.t('weight {0}', weightOf(node, context)),
      icon: { name: 'circle-small' },
      collapse: 'leaf',
      tokens: [],
    };
  },

  tooltip(node, context) {
    const { t } = context;
    const { identifier } = node;
    const whose = identifier.endsWith('*')
      ? t('Every share whose name begins with {0}, each with this weight.', identifier.slice(0, -1))
      : t('Jobs that were submitted with this shareIdentifier.');
    return paragraphs(
      code(identifier),
      plain(whose),
      plain(t('The lower its weight, the more it gets: half the weight is twice the share.')),
    );
  },
};

function weightOf({ identifier, policyArn }: NodeOf<'share'>, context: TreeContext): number {
  const shares = findPolicy(policyArn, context)?.fairshare?.shareDistribution ?? [];
  return shares.find(({ shareIdentifier }) => shareIdentifier === identifier)?.weightFactor ?? defaultWeight;
}
