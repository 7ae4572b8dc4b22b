// Deletes a scheduling policy that no queue has.
import { deletePolicy } from '../manage/changePolicy';
import { findPolicy } from '../manage/findResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const deleteSchedulingPolicy: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await deletePolicy(await findPolicy(services, target, session), session, services);
  });
