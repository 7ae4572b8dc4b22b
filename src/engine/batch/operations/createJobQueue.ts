// https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateJobQueue.html
import type { CreateJobQueueRequest, CreateJobQueueResponse } from '@aws-sdk/client-batch';
import { checkName, checkOneOf, checkQuota, checkRange, checkTags, clientError } from '../checks';
import { enabledOrDisabled } from '../computeEnvironments';
import type { BatchOperation } from '../context';
import {
  checkEnvironmentOrder,
  checkPolicy,
  checkTimeLimitActions,
  maxPriority,
  refuseServiceQueue,
} from '../jobQueues';

export const createJobQueue: BatchOperation<CreateJobQueueRequest, CreateJobQueueResponse> = (input, context) => {
  const { arns, state, scheduler } = context;
  const name = input.jobQueueName ?? '';
  checkName('jobQueueName', name);
  refuseServiceQueue(input);
  checkRange('priority', input.priority, 0, maxPriority);
  const queueState = checkOneOf('state', input.state ?? 'ENABLED', enabledOrDisabled);
  checkTimeLimitActions(input.jobStateTimeLimitActions ?? []);
  checkTags(input.tags);
  const arn = arns.of('job-queue', name);
  if (state.jobQueues.get(name) !== undefined) throw clientError(`${arn} already exists`);
  checkQuota('job queues', state.jobQueues);
  const environments = checkEnvironmentOrder(context, input.computeEnvironmentOrder ?? []);
  if (input.jobQueueType !== undefined && input.jobQueueType !== environments.jobQueueType) {
    throw clientError(
      `jobQueueType is ${input.jobQueueType}, but the compute environments make it ${environments.jobQueueType ?? ''}.`,
    );
  }
  state.store.commit(
    state.jobQueues.put(name, {
      jobQueueName: name,
      jobQueueArn: arn,
      state: queueState,
      schedulingPolicyArn: checkPolicy(context, input.schedulingPolicyArn),
      status: 'VALID',
      statusReason: 'JobQueue Healthy',
      priority: input.priority,
      ...environments,
      tags: input.tags ?? {},
      jobStateTimeLimitActions: input.jobStateTimeLimitActions ?? [],
    }),
  );
  scheduler.wake();
  return { jobQueueName: name, jobQueueArn: arn };
};
