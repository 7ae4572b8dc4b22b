// Opens a job queue as a document, to be changed and sent as an update.
import { editResource } from '../manage/editResource';
import { findQueue } from '../manage/findResource';
import { queueKind } from '../manage/queueKind';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files'>;

export const editQueue: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { name } = await findQueue(services, target, session);
    await editResource(queueKind, name, session, services);
  });
