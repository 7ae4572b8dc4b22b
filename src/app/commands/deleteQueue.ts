// Deletes a job queue.
import { deleteQueueAndJobs } from '../manage/deleteQueueAndJobs';
import { findQueue } from '../manage/findResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'clock'>;

export const deleteQueue: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await deleteQueueAndJobs(await findQueue(services, target, session), session, services);
  });
