// A job queue to begin with: in front of the environments that there are.
import type { ComputeEnvironment } from '../../../core/computeEnvironment';
import { isUsable } from '../../../core/jobQueue';
import { allPages } from '../../allPages';
import type { Session } from '../../session';
import { unlessRefused } from '../../setUp/pickNetwork';
import type { QueueDocument } from '../readQueue';
import { freeName } from './freeName';

const maxEnvironments = 3;

/** @param environmentArn the one that the queue is for; undefined: whichever take jobs */
export async function queueTemplate(
  { batch }: Session,
  signal: AbortSignal,
  environmentArn?: string,
): Promise<QueueDocument> {
  const [{ list: queues }, { list: environments }] = await Promise.all([
    unlessRefused(() => allPages((page) => batch.fetchJobQueuePage(page, signal))),
    unlessRefused(() => allPages((page) => batch.fetchComputeEnvironmentPage(page, signal))),
  ]);
  const wanted = environments.filter(({ arn }) => arn === environmentArn);
  const chosen = wanted.length > 0 ? wanted : usableTogether(environments);
  // Without any, the empty name is a fault in its line, until the user has put in one.
  const names = chosen.length > 0 ? chosen.map(({ name }) => name) : [''];
  return {
    jobQueueName: freeName('my-queue', queues),
    state: 'ENABLED',
    priority: 1,
    computeEnvironmentOrder: names.map((computeEnvironment, index) => ({ order: index + 1, computeEnvironment })),
  };
}

/** A queue has environments of Fargate or of EC2, not both. */
function usableTogether(environments: readonly ComputeEnvironment[]): readonly ComputeEnvironment[] {
  const usable = environments.filter(isUsable);
  const isFargate = ({ resourceType = '' }: ComputeEnvironment): boolean => resourceType.startsWith('FARGATE');
  const [first] = usable;
  return usable.filter((one) => first !== undefined && isFargate(one) === isFargate(first)).slice(0, maxEnvironments);
}
