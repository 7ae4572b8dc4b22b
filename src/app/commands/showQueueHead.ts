// Opens which jobs of a queue come next, with their places and since when they have them.
import { AppError } from '../../core/errors';
import { findQueue } from '../manage/findResource';
import { queueHeadText } from '../manage/queueHeadText';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'clock'>;

export const showQueueHead: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t, clock } = services;
    const { name, arn, schedulingPolicyArn } = await findQueue(services, target, session);
    await ui.openDocument({
      id: `queueHead:${session.id}:${arn}`,
      name: `${name}-head.txt`,
      language: 'plaintext',
      async read(closed) {
        const signal = AbortSignal.any([closed, session.signal]);
        const front = await session.batch.fetchQueueFront(arn, signal);
        const ids = front.jobs.map(({ jobId }) => jobId);
        const jobs = await session.batch.describeJobs(ids, signal).catch((cause: unknown) => {
          // Places are worth showing without names.
          if (cause instanceof AppError && cause.kind === 'denied') return [];
          throw cause;
        });
        const isFairShare = schedulingPolicyArn !== undefined;
        return queueHeadText({ queueName: name, isFairShare, front, jobs, nowMs: clock.now() }, t);
      },
    });
  });
