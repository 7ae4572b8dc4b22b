// Deletes a compute environment.
import { deleteUnusedEnvironment } from '../manage/deleteUnusedEnvironment';
import { findEnvironment } from '../manage/findResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'clock'>;

export const deleteEnvironment: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await deleteUnusedEnvironment(await findEnvironment(services, target, session), session, services);
  });
