// A stack that an earlier trouble has left half-made: says so, and makes way for what the user wants now.
import { AppError } from '../../core/errors';
import type { Session } from '../session';
import type { Stack, StackEvent } from './setUpPorts';
import type { StackServices } from './stackOperation';
import { failureText, firstFailure, goesOnText, isBegin, stackStateOf } from './stackText';
import { deleteStack, takeUpdateBack, tellWhenStopped } from './stoppable';

/**
 * @returns the stack when it can be updated, undefined when it is gone now and can be made anew.
 * @throws UserCancelled, AppError while AWS works on it
 */
export async function mendStack(stack: Stack, session: Session, services: StackServices): Promise<Stack | undefined> {
  const { ui, t } = services;
  const { stacks } = session.setUp;
  const { name, id, status } = stack;
  const state = stackStateOf(status);
  if (state === 'ready') return stack;
  if (state === 'busy')
    throw new AppError('invalid', t('AWS still works on {0} ({1}): try again when that is over.', name, status));
  const why = await whyHalfMade(stack, session, services);
  if (state === 'deleteFirst') {
    const kept = t('It cannot be updated. It can be deleted and made anew; a bucket that holds something is kept.');
    const question = t('{0} is half-made from earlier: {1}.', name, status);
    await ui.confirm(question, { detail: [why, kept].join('\n'), action: t('Delete It and Go On') });
    await tellWhenStopped(goesOnText(name, t), ui, () =>
      ui.withProgress(t('Deleting {0}', name), (progress, cancel) =>
        deleteStack(id, session, services, progress, AbortSignal.any([cancel, session.signal])),
      ),
    );
    return undefined;
  }
  const question = t('An update of {0} has failed earlier.', name);
  await ui.confirm(question, { detail: why, action: t('Roll Back and Go On') });
  await tellWhenStopped(goesOnText(name, t), ui, () =>
    ui.withProgress(t('Taking {0} back', name), (progress, cancel) =>
      takeUpdateBack(stack, session, services, progress, AbortSignal.any([cancel, session.signal])),
    ),
  );
  return stacks.findStack(name, session.signal);
}

async function whyHalfMade(stack: Stack, { setUp, signal }: Session, { t }: StackServices): Promise<string> {
  const newestFirst: StackEvent[] = [];
  for await (const page of setUp.stacks.fetchEvents(stack.id, signal)) {
    // What failed before the last thing that was done to it is not the reason.
    const begin = page.findIndex(isBegin);
    newestFirst.push(...(begin === -1 ? page : page.slice(0, begin)));
    if (begin !== -1) break;
  }
  const first = firstFailure(newestFirst.reverse());
  return first === undefined ? (stack.statusReason ?? '') : failureText(first, t);
}
