// https://docs.aws.amazon.com/batch/latest/APIReference/API_DeleteSchedulingPolicy.html
import type { DeleteSchedulingPolicyRequest } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchOperation } from '../context';
import { findSchedulingPolicy } from '../lookup';

export const deleteSchedulingPolicy: BatchOperation<DeleteSchedulingPolicyRequest, object> = (input, context) => {
  const { arn = '' } = findSchedulingPolicy(context, input.arn ?? '');
  const { jobQueues, schedulingPolicies, store } = context.state;
  for (const { jobQueueName, schedulingPolicyArn } of jobQueues.records.values()) {
    if (schedulingPolicyArn !== arn) continue;
    throw clientError(`Cannot delete ${arn}: the job queue ${jobQueueName ?? ''} uses it. Delete the queue first.`);
  }
  store.commit(schedulingPolicies.delete(arn));
  return {};
};
