// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeSchedulingPolicies.html
import type { DescribeSchedulingPoliciesRequest, DescribeSchedulingPoliciesResponse } from '@aws-sdk/client-batch';
import type { BatchOperation } from '../context';
import { selectNamed } from '../lookup';

export const describeSchedulingPolicies: BatchOperation<
  DescribeSchedulingPoliciesRequest,
  DescribeSchedulingPoliciesResponse
> = ({ arns = [] }, { state }) => {
  if (arns.length === 0) return { schedulingPolicies: [] };
  return { schedulingPolicies: [...selectNamed(state.schedulingPolicies.records, arns, 'arns', (arn) => arn)] };
};
