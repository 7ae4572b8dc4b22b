// Job queues as documents.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateJobQueue.html
import { nameOfArn } from '../../core/arn';
import { documentKinds } from '../documents/documentKinds';
import type { QueueDocument } from '../documents/readQueue';
import type { RawResource, ResourceKind } from './resourceKind';
import { withoutEmpty } from './withoutEmpty';

type Entry = { readonly order: number; readonly computeEnvironment: string };
type Told = RawResource & {
  readonly jobQueueName: string;
  readonly computeEnvironmentOrder?: readonly Entry[];
  readonly tags?: Readonly<Record<string, string>>;
};

export const queueKind: ResourceKind<QueueDocument> = {
  document: documentKinds.queue,
  readNew: documentKinds.queue.read,
  nameOf: ({ jobQueueName }) => jobQueueName,
  resource: (name) => ({ kind: 'jobQueue', name }),

  documentOf(raw) {
    const { jobQueueName, state, priority, schedulingPolicyArn, jobStateTimeLimitActions, tags, ...rest } = raw as Told;
    const { serviceEnvironmentOrder, jobQueueType, computeEnvironmentOrder } = rest;
    const isOfServices = Array.isArray(serviceEnvironmentOrder) && serviceEnvironmentOrder.length > 0;
    const document = withoutEmpty({
      ...{
        jobQueueName,
        state,
        priority,
        computeEnvironmentOrder,
        schedulingPolicyArn,
        jobStateTimeLimitActions,
        tags,
      },
      // Of other queues it follows from their environments.
      ...(isOfServices && { serviceEnvironmentOrder, jobQueueType }),
    });
    return queueKind.normalized({ ...document, jobQueueName });
  },

  /** AWS Batch tells ARNs, users write names. */
  normalized(document) {
    const { computeEnvironmentOrder: order } = document as { readonly computeEnvironmentOrder?: readonly Entry[] };
    if (order === undefined) return document;
    const named = order.map((entry) => ({ ...entry, computeEnvironment: nameOfArn(entry.computeEnvironment) }));
    return { ...document, computeEnvironmentOrder: named };
  },

  changeable: {
    ...{ state: {}, priority: {}, schedulingPolicyArn: { isOnlyExchanged: true } },
    ...{ computeEnvironmentOrder: {}, serviceEnvironmentOrder: {}, jobStateTimeLimitActions: { none: [] } },
  },
  createDetail: () => [],
  updateDetail: ({ state }, _before, t) =>
    state === 'DISABLED' ? [t('It takes no new jobs from anyone; the jobs in it still run to their end.')] : [],
  create: (manage, request, signal) => manage.createJobQueue(request, signal),
  update: (manage, name, change, signal) => manage.updateJobQueue(name, { otherMembers: change }, signal),
};
