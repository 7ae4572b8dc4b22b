// Lets a job queue take no new jobs.
import { findQueue } from '../manage/findResource';
import { setQueueState } from '../manage/setQueueState';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const disableQueue: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await setQueueState(await findQueue(services, target, session), 'DISABLED', session, services);
  });
