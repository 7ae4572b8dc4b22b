// Creates the queue or environment that a document describes, once nothing is wrong with it.
import { AppError, withMessage } from '../../core/errors';
import { connectionName } from '../connectionText';
import { readShownDocument } from '../documents/readDocument';
import type { RawRequest } from '../managePort';
import { inSession } from '../submit/inSession';
import type { NoticeAction } from '../ui';
import { confirmOffLocal } from './changing';
import { type ResourceKind, requestOf } from './resourceKind';
import { type SendServices, sendAndWait } from './sendAndWait';

/** @param next what is offered when it is VALID. @throws UserCancelled, AppError */
export async function createResource<T extends RawRequest>(
  kind: ResourceKind<T>,
  target: unknown,
  services: SendServices,
  next?: (arn: string) => NoticeAction,
): Promise<void> {
  const { t } = services;
  const document = await readShownDocument(target, { ...kind.document, read: kind.readNew }, services);
  const name = kind.nameOf(document);
  await inSession(services, async (session) => {
    const detail = [connectionName(session.connection, t), ...kind.createDetail(document, t)].join('\n');
    await confirmOffLocal(t('Create {0}?', name), detail, t('Create'), session, services);
    const send = async (signal: AbortSignal): Promise<string> => {
      try {
        return await kind.create(session.manage, requestOf(document), signal);
      } catch (cause) {
        if (!(cause instanceof AppError) || !/already exist/i.test(cause.message)) throw cause;
        throw withMessage(cause, `${cause.message} ${t('Choose another name, or Update in place of Create.')}`);
      }
    };
    const sending = { name, title: t('Creating {0}', name), send, done: t('{0} is there, and VALID.', name), next };
    await sendAndWait(kind, sending, session, services);
  });
}
