// Makes, changes and deletes scheduling policies of the fair-share kind.
import { AppError } from '../../core/errors';
import type { FairsharePolicy, SchedulingPolicy } from '../../core/schedulingPolicy';
import { allPages } from '../allPages';
import { differenceLines } from '../clone/differenceLines';
import type { Session } from '../session';
import { type ManageServices, confirmOffLocal, done } from './changing';
import { editShares } from './editShares';

const emptyPolicy: FairsharePolicy = { shareDecaySeconds: 0, computeReservation: 0, shareDistribution: [] };
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** @throws UserCancelled, AppError */
export async function createPolicy(session: Session, services: ManageServices): Promise<void> {
  const { t, ui } = services;
  const name = (
    await ui.input({
      title: t('Name of the Scheduling Policy'),
      prompt: t('1 to 128 letters, digits, hyphens and underscores'),
      validate: (typed) =>
        namePattern.test(typed.trim())
          ? undefined
          : t('1 to 128 letters, digits, hyphens and underscores; the first is a letter or a digit.'),
    })
  ).trim();
  const policy = await editShares(name, emptyPolicy, t('Create'), services);
  const arn = await session.manage.createSchedulingPolicy(name, policy, session.signal);
  services.explorer.refresh();
  ui.inform(t('{0} is there. A queue gets it when it is created, as its schedulingPolicyArn.', name), {
    label: t('Copy ARN'),
    run: () => ui.copy(arn, t('ARN')),
  });
}

/** @throws UserCancelled, AppError `invalid` for a policy that is no fair-share one */
export async function changePolicy(
  { name, arn, fairshare }: SchedulingPolicy,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t, ui } = services;
  if (fairshare === undefined) {
    throw new AppError('invalid', t('{0} is no fair-share policy: it has no shares to change.', name));
  }
  const changed = await editShares(name, fairshare, t('Apply'), services);
  const difference = differenceLines(readable(fairshare), readable(changed));
  if (difference.length === 0) {
    ui.inform(t('{0} stays as it is.', name));
    return;
  }
  const detail = [...difference, t('Jobs that run already are not touched.')].join('\n');
  await confirmOffLocal(t('Change the shares of {0}?', name), detail, t('Change'), session, services);
  await session.manage.updateSchedulingPolicy(arn, changed, session.signal);
  done(t('The shares of {0} are changed.', name), services);
}

/** @throws UserCancelled, AppError `invalid` while a queue has it */
export async function deletePolicy(
  { name, arn }: SchedulingPolicy,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t, ui } = services;
  const users = await queuesWith(arn, session);
  if (users.length > 0) {
    throw new AppError(
      'invalid',
      t(
        '{0} cannot be deleted while queues have it: {1}. Give these queues another policy, or delete them: a fair-share queue cannot be without one.',
        name,
        users.join(', '),
      ),
    );
  }
  await ui.confirm(t('Delete the scheduling policy {0}?', name), {
    detail: t('No queue has it. There is no way back.'),
    action: t('Delete'),
  });
  await session.manage.deleteSchedulingPolicy(arn, session.signal);
  done(t('{0} is deleted.', name), services);
}

async function queuesWith(arn: string, { batch, signal }: Session): Promise<readonly string[]> {
  try {
    const queues = await allPages((page) => batch.fetchJobQueuePage(page, signal));
    return queues.filter(({ schedulingPolicyArn }) => schedulingPolicyArn === arn).map(({ name }) => name);
  } catch (cause) {
    // Who may not look at queues may still delete policies; AWS Batch refuses by itself.
    if (cause instanceof AppError && cause.kind === 'denied') return [];
    throw cause;
  }
}

/** Each share by its name, so that one more is one line more. */
function readable({ shareDistribution, ...settings }: FairsharePolicy): object {
  const weights = shareDistribution.map(({ shareIdentifier, weightFactor }) => [shareIdentifier, weightFactor ?? 1]);
  return { ...settings, weightFactor: Object.fromEntries(weights) as object };
}
