// https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateSchedulingPolicy.html
import type { CreateSchedulingPolicyRequest, CreateSchedulingPolicyResponse } from '@aws-sdk/client-batch';
import { checkName, checkTags, clientError } from '../checks';
import type { BatchOperation } from '../context';
import { checkSharePolicy } from '../fairsharePolicy';

export const createSchedulingPolicy: BatchOperation<CreateSchedulingPolicyRequest, CreateSchedulingPolicyResponse> = (
  input,
  { arns, state },
) => {
  const { name = '', tags = {} } = input;
  checkName('name', name);
  checkTags(tags);
  const fairsharePolicy = checkSharePolicy(input);
  const arn = arns.of('scheduling-policy', name);
  if (state.schedulingPolicies.get(arn) !== undefined) throw clientError(`${arn} already exists`);
  state.store.commit(state.schedulingPolicies.put(arn, { name, arn, fairsharePolicy, tags }));
  return { name, arn };
};
