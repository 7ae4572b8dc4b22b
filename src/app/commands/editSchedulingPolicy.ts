// Changes the shares and settings of a scheduling policy.
import { changePolicy } from '../manage/changePolicy';
import { findPolicy } from '../manage/findResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const editSchedulingPolicy: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    await changePolicy(await findPolicy(services, target, session), session, services);
  });
