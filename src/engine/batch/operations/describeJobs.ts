// DescribeJobs: what is known of up to 100 jobs. Unknown ids are left out.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
import type { DescribeJobsRequest, DescribeJobsResponse } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchOperation } from '../context';
import { jobDetail } from '../jobDetail';

export const describeJobs: BatchOperation<DescribeJobsRequest, DescribeJobsResponse> = ({ jobs = [] }, context) => {
  const { state, arns } = context;
  if (jobs.length > 100) throw clientError('Maximum number of jobs supported is 100');
  return {
    jobs: jobs.flatMap((idOrArn) => {
      const job = state.jobs.get(arns.nameOf('job', idOrArn));
      return job === undefined ? [] : [jobDetail(state, arns, job)];
    }),
  };
};
