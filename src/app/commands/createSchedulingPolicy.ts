// Makes a scheduling policy with shares.
import { createPolicy } from '../manage/changePolicy';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const createSchedulingPolicy: Command<Needs> = (services) =>
  inSession(services, (session) => createPolicy(session, services));
