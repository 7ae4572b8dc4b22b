// The queue that a job is submitted to, and whether what stands behind it can run the job.
import type { JobQueueDetail } from '@aws-sdk/client-batch';
import { localEnvironment } from './beginnersSet';
import { clientError } from './checks';
import type { BatchContext } from './context';
import type { JobDefinitionRecord } from './state';

/** @throws ApiError when the queue is disabled, or its environments are of another kind than the definition wants. */
export function checkCapability(
  { state, arns }: Pick<BatchContext, 'state' | 'arns'>,
  queue: JobQueueDetail,
  definition: JobDefinitionRecord,
): void {
  if (queue.state !== 'ENABLED' || queue.status === 'DELETING') {
    throw clientError(
      `The job queue ${queue.jobQueueName ?? ''} is ${queue.state ?? ''} and takes no jobs: enable it first.`,
    );
  }
  const capability = definition.platformCapabilities?.[0] ?? 'EC2';
  const isAble = queue.computeEnvironmentOrder?.some(({ computeEnvironment = '' }) => {
    const environment = state.computeEnvironments.get(arns.nameOf('compute-environment', computeEnvironment));
    // This machine takes everything: fractions of a vCPU are Fargate's, plain definitions are EC2's.
    if (environment?.computeEnvironmentName === localEnvironment) return true;
    return (environment?.computeResources?.type?.startsWith('FARGATE') ? 'FARGATE' : 'EC2') === capability;
  });
  if (isAble !== true) {
    throw clientError(
      `Job Queue is attached to Compute Environment that can not run Jobs with capability ${capability}`,
    );
  }
}
