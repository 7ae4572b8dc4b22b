// Changes the priority of a job queue.
import { findQueue } from '../manage/findResource';
import { setQueuePriority } from '../manage/setQueuePriority';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const editQueuePriority: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await setQueuePriority(await findQueue(services, target, session), session, services);
  });
