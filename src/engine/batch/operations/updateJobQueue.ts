// https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateJobQueue.html
import type { JobQueueDetail, UpdateJobQueueRequest, UpdateJobQueueResponse } from '@aws-sdk/client-batch';
import { checkOneOf, checkRange } from '../checks';
import { enabledOrDisabled } from '../computeEnvironments';
import type { BatchOperation } from '../context';
import {
  checkEnvironmentOrder,
  checkPolicy,
  checkTimeLimitActions,
  maxPriority,
  refuseServiceQueue,
} from '../jobQueues';
import { findJobQueue, refuseWhileChanging } from '../lookup';

export const updateJobQueue: BatchOperation<UpdateJobQueueRequest, UpdateJobQueueResponse> = (input, context) => {
  const before = findJobQueue(context, input.jobQueue ?? '');
  refuseWhileChanging('update', before.status);
  refuseServiceQueue(input);
  checkRange('priority', input.priority, 0, maxPriority);
  checkTimeLimitActions(input.jobStateTimeLimitActions ?? []);
  const { computeEnvironmentOrder: order } = input;
  const change: Partial<JobQueueDetail> = {
    state: input.state === undefined ? before.state : checkOneOf('state', input.state, enabledOrDisabled),
    schedulingPolicyArn: checkPolicy(context, input.schedulingPolicyArn, before),
    priority: input.priority ?? before.priority,
    jobStateTimeLimitActions: input.jobStateTimeLimitActions ?? before.jobStateTimeLimitActions,
    ...(order === undefined ? {} : checkEnvironmentOrder(context, order)),
  };
  const { jobQueueName = '', jobQueueArn } = before;
  context.state.store.commit(context.state.jobQueues.patch(jobQueueName, change));
  context.scheduler.wake();
  return { jobQueueName, jobQueueArn };
};
