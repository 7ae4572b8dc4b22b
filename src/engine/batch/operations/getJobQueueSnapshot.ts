// GetJobQueueSnapshot: the first RUNNABLE jobs of a queue and what the queue uses.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_GetJobQueueSnapshot.html
import type { GetJobQueueSnapshotRequest, GetJobQueueSnapshotResponse } from '@aws-sdk/client-batch';
import { specOf } from '../attempts';
import type { BatchOperation } from '../context';
import { findJobQueue } from '../lookup';

export const getJobQueueSnapshot: BatchOperation<GetJobQueueSnapshotRequest, GetJobQueueSnapshotResponse> = (
  { jobQueue = '' },
  context,
) => {
  const { state, arns, clock, scheduler } = context;
  const queue = findJobQueue(context, jobQueue);
  const lastUpdatedAt = clock.now();
  const jobs = scheduler.frontOfQueue(queue).flatMap((jobId) => {
    const job = state.jobs.get(jobId);
    return job && [{ jobArn: arns.of('job', jobId), earliestTimeAtPosition: job.createdAt }];
  });
  const vcpus = [...state.index.withStatus('STARTING'), ...state.index.withStatus('RUNNING')]
    .flatMap((jobId) => state.jobs.get(jobId) ?? [])
    .filter((job) => job.jobQueue === queue.jobQueueArn)
    .reduce((sum, job) => sum + specOf(state, job).vcpus, 0);
  const shares = scheduler.policyOf(queue) && scheduler.fairShareOf(queue.jobQueueArn ?? '').running();
  return {
    frontOfQueue: { jobs: jobs.flatMap((job) => job ?? []), lastUpdatedAt },
    queueUtilization: {
      totalCapacityUsage: [{ capacityUnit: 'VCPU', quantity: vcpus }],
      fairshareUtilization: shares && {
        activeShareCount: shares.length,
        topCapacityUtilization: shares.slice(0, 20).map(([shareIdentifier, quantity]) => ({
          shareIdentifier,
          capacityUsage: [{ capacityUnit: 'VCPU', quantity }],
        })),
      },
      lastUpdatedAt,
    },
  };
};
