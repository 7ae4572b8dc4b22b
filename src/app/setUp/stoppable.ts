// Work of CloudFormation that the user may stop, and that may fail: what to do with what is there then is asked.
import { AppError } from '../../core/errors';
import type { Session } from '../session';
import type { Progress, Ui } from '../ui';
import { UserCancelled } from '../commands/userCancelled';
import type { Stack } from './setUpPorts';
import { StackFailed, type StackServices, runOperation } from './stackOperation';
import { goesOnText } from './stackText';

export type StackWork = {
  readonly title: string;
  /** Of the stack. */
  readonly name: string;
  /** The stack is made by it: taken back means that there is none. */
  readonly isNew: boolean;
};

/** @throws UserCancelled when it was stopped; AppError when it failed, whatever was done about it. */
export async function stoppable(
  stackWork: StackWork,
  session: Session,
  services: StackServices,
  work: (progress: Progress, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { title, name, isNew } = stackWork;
  const { ui, t } = services;
  try {
    await ui.withProgress(title, (progress, cancel) => work(progress, AbortSignal.any([cancel, session.signal])));
  } catch (cause) {
    if (cause instanceof UserCancelled) {
      const detail = t('AWS goes on by itself. What is not wanted can be taken back now.');
      const isBack = await askToUndo(t('Take {0} back?', name), detail, t('Leave It Running'), services);
      if (isBack) await undo(stackWork, session, services);
      throw cause;
    }
    if (!(cause instanceof StackFailed)) throw cause;
    const question = t('{0} could not be finished on AWS.', name);
    // AWS has taken back a failed update by itself, or could not.
    if (!isNew && cause.status !== 'UPDATE_FAILED')
      throw new AppError('invalid', `${question} ${cause.message}`, { cause });
    if (await askToUndo(question, cause.message, t('Leave It to Look At'), services)) {
      await undo(stackWork, session, services);
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

/** A stack that is new is deleted, any other goes back to what it was. */
async function undo({ name, isNew }: StackWork, session: Session, services: StackServices): Promise<void> {
  const { ui, t } = services;
  const takeBack = async (progress: Progress, cancel: AbortSignal): Promise<void> => {
    const signal = AbortSignal.any([cancel, session.signal]);
    const stack = await session.setUp.stacks.findStack(name, signal);
    if (stack === undefined) return;
    const isUpdate = stack.status === 'UPDATE_IN_PROGRESS' || stack.status === 'UPDATE_FAILED';
    if (isUpdate) await takeUpdateBack(stack, session, services, progress, signal);
    else if (!isNew) ui.warn(t('{0} is {1} by now: it was not taken back.', name, stack.status));
    if (!isNew) return;
    await deleteStack(stack.id, session, services, progress, signal);
    // A stack that was complete once leaves its bucket; one that failed while it was created leaves none.
    const { Bucket } = stack.outputs;
    if (Bucket !== undefined)
      ui.inform(t('{0} is taken back; its bucket {1} is kept, with what is in it.', name, Bucket));
  };
  await tellWhenStopped(goesOnText(name, t), ui, () => ui.withProgress(t('Taking {0} back', name), takeBack));
}

/** What AWS does is not ended by no longer looking at it. @param text what the user is told when they stop the work. */
export async function tellWhenStopped(text: string, ui: Ui, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof UserCancelled) ui.inform(text);
    throw cause;
  }
}

/** @throws StackFailed when AWS cannot. */
export async function takeUpdateBack(
  { name, id, status }: Stack,
  session: Session,
  services: StackServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { stacks } = session.setUp;
  const begin = async (): Promise<string> => {
    await (status === 'UPDATE_FAILED' ? stacks.rollBack(name, signal) : stacks.cancelUpdate(name, signal));
    return id;
  };
  await runOperation({ stackId: id, begin, good: ['UPDATE_ROLLBACK_COMPLETE'] }, session, services, progress, signal);
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
