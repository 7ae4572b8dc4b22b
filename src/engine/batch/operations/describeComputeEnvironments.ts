// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeComputeEnvironments.html
import type { DescribeComputeEnvironmentsRequest, DescribeComputeEnvironmentsResponse } from '@aws-sdk/client-batch';
import { page } from '../checks';
import type { BatchOperation } from '../context';
import { selectNamed } from '../lookup';

export const describeComputeEnvironments: BatchOperation<
  DescribeComputeEnvironmentsRequest,
  DescribeComputeEnvironmentsResponse
> = (input, { state, arns }) => {
  const found = selectNamed(
    state.computeEnvironments.records,
    input.computeEnvironments,
    'computeEnvironments',
    (nameOrArn) => arns.nameOf('compute-environment', nameOrArn),
  );
  const { items, nextToken } = page(found, ({ computeEnvironmentName = '' }) => computeEnvironmentName, input);
  return { computeEnvironments: [...items], nextToken };
};
