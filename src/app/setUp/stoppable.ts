// Work of CloudFormation that the user may stop, and that may fail: what to do with what is there then is asked.
import { AppError } from '../../core/errors';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { UserCancelled } from '../commands/userCancelled';
import { StackFailed, type StackServices, runOperation } from './stackOperation';
import { stackStateOf } from './stackText';

/** @throws UserCancelled when it was stopped; StackFailed when it failed, whatever was done about it. */
export async function stoppable(
  title: string,
  stackName: string,
  session: Session,
  services: StackServices,
  work: (progress: Progress, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { ui, t } = services;
  try {
    await ui.withProgress(title, (progress, cancel) => work(progress, AbortSignal.any([cancel, session.signal])));
  } catch (cause) {
    if (cause instanceof UserCancelled) {
      const detail = t('AWS goes on by itself. What is not wanted can be taken back now.');
      const isBack = await askToUndo(t('Take {0} back?', stackName), detail, t('Leave It Running'), services);
      if (isBack) await undo(stackName, session, services);
      throw cause;
    }
    if (!(cause instanceof StackFailed)) throw cause;
    const question = t('{0} could not be finished on AWS.', stackName);
    // AWS has taken back a failed update by itself.
    if (stackStateOf(cause.status) === 'ready')
      throw new AppError('invalid', `${question} ${cause.message}`, { cause });
    if (await askToUndo(question, cause.message, t('Leave It to Look At'), services)) {
      await undo(stackName, session, services);
    }
    throw new AppError('invalid', `${question} ${cause.message}`, { cause });
  }
}

async function askToUndo(question: string, detail: string, leave: string, services: StackServices): Promise<boolean> {
  const { ui, t } = services;
  const actions = [
    { label: t('Roll Back'), value: true },
    { label: leave, value: false },
  ];
  try {
    return await ui.choose(question, { detail, actions });
  } catch (cause) {
    if (cause instanceof UserCancelled) return false;
    throw cause;
  }
}

/** A stack that was never complete is deleted, any other goes back to what it was. */
async function undo(stackName: string, session: Session, services: StackServices): Promise<void> {
  const { stacks } = session.setUp;
  const { ui, t } = services;
  const stack = await stacks.findStack(stackName, session.signal);
  if (stack === undefined) return;
  await ui.withProgress(t('Taking {0} back', stackName), async (progress, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    if (stack.status === 'UPDATE_IN_PROGRESS' || stack.status === 'UPDATE_FAILED') {
      const isBusy = stack.status === 'UPDATE_IN_PROGRESS';
      const begin = async (): Promise<string> => {
        await (isBusy ? stacks.cancelUpdate(stackName, signal) : stacks.rollBack(stackName, signal));
        return stack.id;
      };
      const good = ['UPDATE_ROLLBACK_COMPLETE'];
      await runOperation({ stackId: stack.id, begin, good }, session, services, progress, signal);
    } else if (stackStateOf(stack.status) !== 'ready') await deleteStack(stack.id, session, services, progress, signal);
  });
}

/** @throws StackFailed with what could not be deleted, and why. */
export async function deleteStack(
  stackId: string,
  session: Session,
  services: StackServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const begin = async (): Promise<string> => {
    await session.setUp.stacks.deleteStack(stackId, signal);
    return stackId;
  };
  await runOperation({ stackId, begin, good: ['DELETE_COMPLETE'] }, session, services, progress, signal);
}
