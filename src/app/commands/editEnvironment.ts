// Opens a compute environment as a document, to be changed and sent as an update.
import { editResource } from '../manage/editResource';
import { environmentKind } from '../manage/environmentKind';
import { findEnvironment } from '../manage/findResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files'>;

export const editEnvironment: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { name } = await findEnvironment(services, target, session);
    await editResource(environmentKind, name, session, services);
  });
