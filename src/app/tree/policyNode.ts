// One scheduling policy; it holds its shares.
import { nameOfArn } from '../../core/arn';
import type { FairsharePolicy, SchedulingPolicy } from '../../core/schedulingPolicy';
import { formatDuration } from '../../core/time';
import { jobQueues, schedulingPolicies } from '../store/listQuery';
import { listNeed, withEnds } from './listEnds';
import { bold, code, facts, paragraphs, plain } from './markdown';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';

export const policyNode: NodeKind<NodeOf<'policy'>> = {
  needs: () => [listNeed(schedulingPolicies)],

  children(node, context) {
    const { arn: policyArn } = node;
    const shares = findPolicy(policyArn, context)?.fairshare?.shareDistribution ?? [];
    const nodes = shares.map(({ shareIdentifier: identifier }): Node => ({
      kind: 'share',
      identifier,
      policyArn,
      parent: node,
    }));
    return withEnds(node, nodes, [], context);
  },

  describe(node, context) {
    const policy = findPolicy(node.arn, context);
    const name = policy?.name ?? nameOfArn(node.arn);
    const description = policy && describePolicy(policy, node, context);
    return {
      label: name,
      description,
      icon: { name: 'pie-chart' },
      // What is not fair share has no shares to show here.
      collapse: policy !== undefined && policy.fairshare === undefined ? 'leaf' : 'collapsed',
      tokens: ['arn', 'json', 'name', ...(policy?.fairshare === undefined ? [] : ['shares' as const])],
      spoken: [context.t('Scheduling policy {0}', name), description].filter((part) => part !== undefined).join(', '),
    };
  },

  tooltip(node, context) {
    const policy = findPolicy(node.arn, context);
    if (policy === undefined) return undefined;
    const { t } = context;
    const { fairshare, arn } = policy;
    return paragraphs(
      bold(policy.name),
      plain(fairshare === undefined ? notFairShare(context) : explainFairShare(context)),
      facts(
        ...(fairshare === undefined ? [] : settingFacts(fairshare, context)),
        [
          t('Used by'),
          queuesWith(arn, context)
            .map((queue) => code(queue))
            .join(', ') || undefined,
        ],
        [t('ARN'), code(arn)],
      ),
    );
  },

  resource(node, context) {
    const { arn } = node;
    const shownName = findPolicy(arn, context)?.name ?? nameOfArn(arn);
    return { name: { kind: 'schedulingPolicy', arn }, shownName, arn };
  },
};

export function findPolicy(arn: string, { store }: TreeContext): SchedulingPolicy | undefined {
  return store.list(schedulingPolicies)?.items.find((policy) => policy.arn === arn);
}

/** Names of the queues that are known to have it. */
function queuesWith(arn: string, { store }: TreeContext): readonly string[] {
  const queues = store.list(jobQueues)?.items ?? [];
  return queues.filter(({ schedulingPolicyArn }) => schedulingPolicyArn === arn).map(({ name }) => name);
}

/** `2 shares · decay 10 min 00 s · reserves 20 % · → research` */
function describePolicy(policy: SchedulingPolicy, { parent }: NodeOf<'policy'>, context: TreeContext): string {
  const { t } = context;
  const { fairshare } = policy;
  const queues = queuesWith(policy.arn, context);
  const parts = [
    fairshare === undefined ? t('not fair share') : sharesText(fairshare, context),
    fairshare === undefined || fairshare.shareDecaySeconds === 0
      ? undefined
      : t('decay {0}', formatDuration(fairshare.shareDecaySeconds * 1000)),
    fairshare === undefined || fairshare.computeReservation === 0
      ? undefined
      : t('reserves {0} %', fairshare.computeReservation),
    // Below a queue everybody sees which.
    parent.kind === 'queue' ? undefined : queues.length > 0 ? `→ ${queues.join(', ')}` : t('no queue uses it'),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function sharesText({ shareDistribution: { length } }: FairsharePolicy, { t, format }: TreeContext): string {
  return length === 1 ? t('1 share') : t('{0} shares', format.count(length));
}

function explainFairShare({ t }: TreeContext): string {
  return t(
    'The share that used least for its weight comes next. Each job names its share; one that the policy does not name has the weight 1.',
  );
}

function notFairShare({ t }: TreeContext): string {
  return t('It is no fair-share policy: Open as JSON shows what AWS Batch tells of it.');
}

function settingFacts(
  { shareDecaySeconds, computeReservation }: FairsharePolicy,
  { t, format }: TreeContext,
): readonly (readonly [string, string])[] {
  const decay = t('{0} s: how far back use counts', format.count(shareDecaySeconds));
  return [
    ['shareDecaySeconds', plain(shareDecaySeconds === 0 ? t('0: AWS Batch looks back ten minutes') : decay)],
    [
      'computeReservation',
      plain(
        t(
          '{0}: of the capacity, ({0}/100) to the power of the active shares stays free for shares that are not active',
          computeReservation,
        ),
      ),
    ],
  ];
}
