// Sends a creation or an update, waits until AWS Batch has carried it out, and says what has become of it.
import { AppError, withMessage } from '../../core/errors';
import type { RawRequest } from '../managePort';
import type { Services } from '../services';
import type { Session } from '../session';
import type { NoticeAction } from '../ui';
import { invalidAdvice } from './invalidAdvice';
import { editResource } from './editResource';
import type { ResourceKind } from './resourceKind';
import { type ShowServices, revealQuietly, showResource } from './showResource';
import { type Settled, untilSettled } from './untilSettled';

export type SendServices = ShowServices & Pick<Services, 'clock' | 'files' | 'sessions'>;

export type Sending = {
  readonly name: string;
  /** Of the progress. */
  readonly title: string;
  /** @returns the ARN */
  readonly send: (signal: AbortSignal) => Promise<string>;
  /** When it is VALID. */
  readonly done: string;
  /** What is offered then. */
  readonly next?: (arn: string) => NoticeAction;
};

/** @throws UserCancelled, AppError; an INVALID one is no error, the user is told of it. */
export async function sendAndWait<T extends RawRequest>(
  kind: ResourceKind<T>,
  { name, title, send, done, next }: Sending,
  session: Session,
  services: SendServices,
): Promise<void> {
  const { ui, t, explorer } = services;
  let arn = '';
  let settled: Settled;
  try {
    settled = await ui.withProgress(title, async (progress, cancel) => {
      const signal = AbortSignal.any([cancel, session.signal]);
      arn = await send(signal);
      return untilSettled(kind.resource(name), session, progress, signal, services);
    });
  } catch (cause) {
    if (arn === '') throw cause;
    // What was sent goes on, also when nobody waits for it any longer.
    explorer.refresh();
    if (!(cause instanceof AppError)) throw cause;
    throw withMessage(cause, t('It was sent, but what has become of {0} is not known. {1}', name, cause.message));
  }
  if (settled.status === 'INVALID') {
    await tellInvalid(kind, { name, arn, settled }, session, services);
    return;
  }
  await showResource(arn, done, services, ...(next === undefined ? [] : [next(arn)]));
}

async function tellInvalid<T extends RawRequest>(
  kind: ResourceKind<T>,
  { name, arn, settled }: { readonly name: string; readonly arn: string; readonly settled: Settled },
  session: Session,
  services: SendServices,
): Promise<void> {
  const { ui, t, explorer } = services;
  const reason = settled.statusReason ?? t('AWS Batch gives no reason.');
  const advice = invalidAdvice(reason, name, t) ?? t('Put right what it names and update it, or delete it.');
  explorer.refresh();
  ui.warn(t('{0} is INVALID and runs no jobs. AWS Batch says: {1} {2}', name, reason, advice), {
    label: t('Edit'),
    run: () => editResource(kind, name, session, services),
  });
  await revealQuietly(arn, services);
}
