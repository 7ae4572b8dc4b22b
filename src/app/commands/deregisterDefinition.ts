// Deregisters a revision of a job definition.
import { AppError } from '../../core/errors';
import { deregisterRevision } from '../manage/deregisterRevision';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

export const deregisterDefinition: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const node = targetNode(services, target);
    if (node.kind !== 'revision')
      throw new AppError('invalid', services.t('Select a revision of a job definition first.'));
    await deregisterRevision(node.arn, session, services);
  });
