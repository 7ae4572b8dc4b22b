// Lets a job queue take jobs again.
import { findQueue } from '../manage/findResource';
import { setQueueState } from '../manage/setQueueState';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const enableQueue: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await setQueueState(await findQueue(services, target, session), 'ENABLED', session, services);
  });
