// Updates a stack: what would change is asked of AWS, shown, and carried out when the user wants it.
import { AppError } from '../../core/errors';
import type { Session } from '../session';
import type { Progress } from '../ui';
import type { ChangeSet, StackRequest } from './setUpPorts';
import { type StackServices, runOperation } from './stackOperation';
import { changesNothing } from './stackText';

const lookEveryMs = 2_000;

/** @returns undefined when nothing would change; the change set is removed then. */
export async function prepareUpdate(
  request: StackRequest,
  changeSetName: string,
  { setUp: { stacks } }: Session,
  { t, clock }: StackServices,
  signal: AbortSignal,
): Promise<ChangeSet | undefined> {
  const { stackName } = request;
  await stacks.createChangeSet(request, changeSetName, signal);
  for (;;) {
    const changeSet = await stacks.describeChangeSet(stackName, changeSetName, signal);
    if (changesNothing(changeSet)) {
      await stacks.deleteChangeSet(stackName, changeSetName, signal);
      return undefined;
    }
    if (changeSet.status === 'CREATE_COMPLETE') return changeSet;
    if (changeSet.status === 'FAILED') {
      await stacks.deleteChangeSet(stackName, changeSetName, signal);
      const reason = changeSet.statusReason ?? t('AWS gives no reason.');
      throw new AppError('invalid', t('AWS cannot update {0}: {1}', stackName, reason));
    }
    await clock.sleep(lookEveryMs, signal);
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
