// Lets a compute environment run jobs again.
import { findEnvironment } from '../manage/findResource';
import { setEnvironmentState } from '../manage/setEnvironmentState';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const enableEnvironment: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await setEnvironmentState(await findEnvironment(services, target, session), 'ENABLED', session, services);
  });
