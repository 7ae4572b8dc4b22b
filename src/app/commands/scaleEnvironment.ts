// Changes how many vCPUs a compute environment may have.
import { findEnvironment } from '../manage/findResource';
import { scaleEnvironment as scale } from '../manage/scaleEnvironment';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const scaleEnvironment: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await scale(await findEnvironment(services, target, session), session, services);
  });
