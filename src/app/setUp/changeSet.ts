// Updates a stack: what would change is asked of AWS, shown, and carried out when the user wants it.
import { AppError, messageOf } from '../../core/errors';
import { UserCancelled } from '../commands/userCancelled';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { lookPatiently } from './lookPatiently';
import type { ChangeSet, StackRequest } from './setUpPorts';
import { type StackServices, runOperation } from './stackOperation';
import { changesNothing } from './stackText';

const lookEveryMs = 2_000;

/** @returns undefined when nothing would change. A change set is there afterwards only when it is given back. */
export async function prepareUpdate(
  request: StackRequest,
  changeSetName: string,
  session: Session,
  services: StackServices,
  signal: AbortSignal,
): Promise<ChangeSet | undefined> {
  const { stacks } = session.setUp;
  const { stackName } = request;
  await stacks.createChangeSet(request, changeSetName, signal);
  try {
    const changeSet = await whenReady(stackName, changeSetName, session, services, signal);
    if (!changesNothing(changeSet)) return changeSet;
    await stacks.deleteChangeSet(stackName, changeSetName, signal);
    return undefined;
  } catch (cause) {
    await dropAfter(cause, stackName, changeSetName, session, services);
    throw cause;
  }
}

async function whenReady(
  stackName: string,
  changeSetName: string,
  { setUp: { stacks } }: Session,
  { t, clock }: StackServices,
  signal: AbortSignal,
): Promise<ChangeSet> {
  const look = (): Promise<ChangeSet> => stacks.describeChangeSet(stackName, changeSetName, signal);
  for (;;) {
    const changeSet = await lookPatiently(look, clock, signal, () => undefined);
    if (changeSet.status === 'CREATE_COMPLETE' || changesNothing(changeSet)) return changeSet;
    if (changeSet.status === 'FAILED') {
      const reason = changeSet.statusReason ?? t('AWS gives no reason.');
      throw new AppError('invalid', t('AWS cannot update {0}: {1}', stackName, reason));
    }
    await clock.sleep(lookEveryMs, signal);
  }
}

/**
 * Nobody will carry out this change set any more.
 * @throws AppError with both troubles when it stays.
 */
export async function dropAfter(
  trouble: unknown,
  stackName: string,
  changeSetName: string,
  { setUp: { stacks }, signal }: Session,
  { t }: StackServices,
): Promise<void> {
  try {
    await stacks.deleteChangeSet(stackName, changeSetName, signal);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const left = t(
      'The change set {0} of {1} is left; it changes nothing and can be deleted.',
      changeSetName,
      stackName,
    );
    const lines = [...(trouble instanceof UserCancelled ? [] : [messageOf(trouble)]), cause.message, left];
    throw new AppError(trouble instanceof AppError ? trouble.kind : cause.kind, lines.join('\n'), { cause });
  }
}

/** @throws StackFailed */
export async function executeUpdate(
  stackName: string,
  changeSetName: string,
  session: Session,
  services: StackServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { stacks } = session.setUp;
  const begin = async (): Promise<string> => {
    await stacks.executeChangeSet(stackName, changeSetName, signal);
    return stackName;
  };
  await runOperation({ stackId: stackName, begin, good: ['UPDATE_COMPLETE'] }, session, services, progress, signal);
}
