// https://docs.aws.amazon.com/batch/latest/APIReference/API_ListSchedulingPolicies.html
import type { ListSchedulingPoliciesRequest, ListSchedulingPoliciesResponse } from '@aws-sdk/client-batch';
import { page } from '../checks';
import type { BatchOperation } from '../context';

export const listSchedulingPolicies: BatchOperation<ListSchedulingPoliciesRequest, ListSchedulingPoliciesResponse> = (
  input,
  { state },
) => {
  const { items, nextToken } = page([...state.schedulingPolicies.records.keys()], (arn) => arn, input);
  return { schedulingPolicies: items.map((arn) => ({ arn })), nextToken };
};
