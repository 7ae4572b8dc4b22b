// https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateSchedulingPolicy.html
import type { UpdateSchedulingPolicyRequest } from '@aws-sdk/client-batch';
import type { BatchOperation } from '../context';
import { checkSharePolicy } from '../fairsharePolicy';
import { findSchedulingPolicy } from '../lookup';

export const updateSchedulingPolicy: BatchOperation<UpdateSchedulingPolicyRequest, object> = (input, context) => {
  const { arn = '' } = findSchedulingPolicy(context, input.arn ?? '');
  const fairsharePolicy = checkSharePolicy(input);
  if (fairsharePolicy === undefined) return {};
  const { schedulingPolicies, store } = context.state;
  store.commit(schedulingPolicies.patch(arn, { fairsharePolicy }));
  context.scheduler.wake();
  return {};
};
