// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobQueues.html
import type { DescribeJobQueuesRequest, DescribeJobQueuesResponse } from '@aws-sdk/client-batch';
import { page } from '../checks';
import type { BatchOperation } from '../context';
import { selectNamed } from '../lookup';

export const describeJobQueues: BatchOperation<DescribeJobQueuesRequest, DescribeJobQueuesResponse> = (
  input,
  { state, arns },
) => {
  const found = selectNamed(state.jobQueues.records, input.jobQueues, 'jobQueues', (nameOrArn) =>
    arns.nameOf('job-queue', nameOrArn),
  );
  const { items, nextToken } = page(found, ({ jobQueueName = '' }) => jobQueueName, input);
  return { jobQueues: [...items], nextToken };
};
