// The list in which a fair-share policy is changed: its shares with their weights, and its two settings.
import {
  type FairsharePolicy,
  type Share,
  defaultWeight,
  isShareIdentifier,
  maxComputeReservation,
  maxDecaySeconds,
  maxShares,
  sharesOverlap,
  weightLimits,
} from '../../core/schedulingPolicy';
import { UserCancelled } from '../commands/userCancelled';
import type { Translate } from '../l10n';
import type { Services } from '../services';
import { type PickItem, StepBack } from '../ui';
import { wholeNumberFault } from './wholeNumber';

type Needs = Pick<Services, 'ui' | 't'>;
type Setting = 'shareDecaySeconds' | 'computeReservation';
type Chosen = 'apply' | 'add' | Setting | Share;

/** @param name of the policy @param action what ends it: `Apply`, `Create` @throws UserCancelled */
export async function editShares(
  name: string,
  initial: FairsharePolicy,
  action: string,
  services: Needs,
): Promise<FairsharePolicy> {
  const { ui, t } = services;
  let policy = initial;
  for (;;) {
    const chosen = await ui.pick<Chosen>(itemsOf(policy, action, t), {
      title: t('Shares of {0}', name),
      placeholder: t('Choose an entry to change it; nothing is sent before {0}', action),
    });
    if (chosen === 'apply') return policy;
    policy = await changed(policy, chosen, services);
  }
}

function itemsOf(policy: FairsharePolicy, action: string, t: Translate): readonly PickItem<Chosen>[] {
  const { shareDistribution, shareDecaySeconds, computeReservation } = policy;
  const [shares, settings] = [t('Shares: the lower the weight, the more it gets'), t('Settings')];
  return [
    { label: action, icon: 'check', isPreselected: true, value: 'apply' },
    ...(shareDistribution.length < maxShares
      ? [{ label: t('Add Share…'), icon: 'add', value: 'add' as const, group: shares }]
      : []),
    ...shareDistribution.map((share): PickItem<Chosen> => ({
      label: share.shareIdentifier,
      description: t('weight {0}', share.weightFactor ?? defaultWeight),
      icon: 'circle-small',
      group: shares,
      value: share,
    })),
    {
      label: 'shareDecaySeconds',
      description: String(shareDecaySeconds),
      detail: t('How far back use counts. 0: ten minutes, the shortest.'),
      icon: 'history',
      group: settings,
      value: 'shareDecaySeconds',
    },
    {
      label: 'computeReservation',
      description: t('{0} %', computeReservation),
      detail: t('What stays free for shares that are not active yet; less with each share that is.'),
      icon: 'lock',
      group: settings,
      value: 'computeReservation',
    },
  ];
}

/** The policy as it was, when the user changed their mind. */
async function changed(
  policy: FairsharePolicy,
  chosen: Exclude<Chosen, 'apply'>,
  services: Needs,
): Promise<FairsharePolicy> {
  try {
    if (chosen === 'add') return await withNewShare(policy, services);
    if (typeof chosen === 'object') return await withOtherWeight(policy, chosen, services);
    return { ...policy, [chosen]: await askSetting(policy, chosen, services) };
  } catch (cause) {
    if (cause instanceof StepBack || cause instanceof UserCancelled) return policy;
    throw cause;
  }
}

async function withNewShare(policy: FairsharePolicy, { ui, t }: Needs): Promise<FairsharePolicy> {
  const { shareDistribution } = policy;
  const shareIdentifier = (
    await ui.input({
      title: t('New Share'),
      prompt: t('Letters and digits; with * at the end it stands for every share whose name begins so.'),
      canGoBack: true,
      validate: (typed) => identifierFault(typed.trim(), shareDistribution, t),
    })
  ).trim();
  const weightFactor = Number(
    await ui.input({
      title: t('Weight of {0}', shareIdentifier),
      prompt: weightPrompt(t),
      value: String(defaultWeight),
      canGoBack: true,
      validate: (typed) => weightFault(typed, t),
    }),
  );
  return { ...policy, shareDistribution: [...shareDistribution, { shareIdentifier, weightFactor }] };
}

async function withOtherWeight(policy: FairsharePolicy, share: Share, { ui, t }: Needs): Promise<FairsharePolicy> {
  const typed = await ui.input({
    title: t('Weight of {0}', share.shareIdentifier),
    prompt: `${weightPrompt(t)} ${t('Empty: the share is taken out.')}`,
    value: String(share.weightFactor ?? defaultWeight),
    canGoBack: true,
    validate: (text) => (text.trim() === '' ? undefined : weightFault(text, t)),
  });
  const shareDistribution = policy.shareDistribution.flatMap((one) => {
    if (one !== share) return [one];
    return typed.trim() === '' ? [] : [{ ...share, weightFactor: Number(typed) }];
  });
  return { ...policy, shareDistribution };
}

async function askSetting(policy: FairsharePolicy, setting: Setting, { ui, t }: Needs): Promise<number> {
  const isDecay = setting === 'shareDecaySeconds';
  const to = isDecay ? maxDecaySeconds : maxComputeReservation;
  const typed = await ui.input({
    title: setting,
    prompt: isDecay
      ? t('Seconds, at most a week ({0}). The longer, the more past use weighs against a share.', maxDecaySeconds)
      : t('Per cent, 0 to {0}: 50 keeps half free with one active share, a quarter with two.', maxComputeReservation),
    value: String(policy[setting]),
    canGoBack: true,
    validate: (text) => wholeNumberFault(text, { from: 0, to }, t),
  });
  return Number(typed);
}

function weightPrompt(t: Translate): string {
  return t('{0} to {1}: half the weight is twice the share.', weightLimits.min, weightLimits.max);
}

function weightFault(typed: string, t: Translate): string | undefined {
  const weight = Number(typed);
  const isRight = typed.trim() !== '' && weight >= weightLimits.min && weight <= weightLimits.max;
  return isRight ? undefined : t('A number from {0} to {1}.', weightLimits.min, weightLimits.max);
}

function identifierFault(typed: string, shares: readonly Share[], t: Translate): string | undefined {
  if (!isShareIdentifier(typed, false)) return t('1 to 255 letters and digits, and possibly * at the end.');
  const other = shares.find(({ shareIdentifier }) => sharesOverlap(shareIdentifier, typed));
  return other && t('{0} says something of the same jobs: AWS Batch takes no two that overlap.', other.shareIdentifier);
}
