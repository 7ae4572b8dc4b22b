// Checks what a job queue is made of: its compute environments, its policy and its time limits.
import type {
  ComputeEnvironmentOrder,
  CreateJobQueueRequest,
  JobQueueDetail,
  JobStateTimeLimitAction,
  UpdateJobQueueRequest,
} from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, clientError } from './checks';
import { isFargateType } from './computeResources';
import type { BatchContext } from './context';
import { findComputeEnvironment, findSchedulingPolicy } from './lookup';

const maxEnvironments = 3;
export const maxPriority = 2 ** 31 - 1;

/** @throws ApiError `ClientException` for queues of the kinds that are not run here. */
export function refuseServiceQueue({
  serviceEnvironmentOrder = [],
  jobQueueType,
}: Pick<CreateJobQueueRequest & UpdateJobQueueRequest, 'serviceEnvironmentOrder' | 'jobQueueType'>): void {
  if (serviceEnvironmentOrder.length > 0) {
    throw clientError('The local engine does not run service environments: leave out serviceEnvironmentOrder.');
  }
  if (jobQueueType === undefined) return;
  const known = checkOneOf('jobQueueType', jobQueueType, [
    'ECS',
    'ECS_FARGATE',
    'EKS',
    'ECS_MANAGED_INSTANCES',
    'SAGEMAKER_TRAINING',
  ]);
  if (known !== 'ECS' && known !== 'ECS_FARGATE') {
    throw clientError(`The local engine does not run job queues of type ${known}: use ECS or ECS_FARGATE.`);
  }
}

/**
 * @returns the environments by ascending order, named by their ARNs, and the type of queue they make.
 * @throws ApiError `ClientException`.
 */
export function checkEnvironmentOrder(
  context: BatchContext,
  order: readonly ComputeEnvironmentOrder[],
): Pick<JobQueueDetail, 'computeEnvironmentOrder' | 'jobQueueType'> {
  if (order.length < 1 || order.length > maxEnvironments) {
    throw clientError(`computeEnvironmentOrder must have 1 to ${maxEnvironments} entries; it has ${order.length}.`);
  }
  const attached = order.map(({ computeEnvironment = '', order: place = 0 }) => {
    const environment = findComputeEnvironment(context, computeEnvironment);
    checkRange('computeEnvironmentOrder.order', place, 0, 2 ** 31 - 1);
    if (environment.status !== 'VALID') {
      throw clientError(
        `Compute environment ${environment.computeEnvironmentArn ?? ''} must be valid before attaching`,
      );
    }
    return { place, environment, isFargate: isFargateType(environment.computeResources?.type) };
  });
  checkDistinct(
    attached.map(({ place }) => String(place)),
    'order',
  );
  checkDistinct(
    attached.map(({ environment }) => environment.computeEnvironmentArn ?? ''),
    'computeEnvironment',
  );
  const isFargate = attached[0]?.isFargate ?? false;
  if (attached.some((entry) => entry.isFargate !== isFargate)) {
    throw clientError(
      'computeEnvironmentOrder: the compute environments of a queue must be all EC2 and SPOT or all FARGATE and FARGATE_SPOT.',
    );
  }
  attached.sort((a, b) => a.place - b.place);
  return {
    computeEnvironmentOrder: attached.map(({ place, environment }) => ({
      order: place,
      computeEnvironment: environment.computeEnvironmentArn,
    })),
    jobQueueType: isFargate ? 'ECS_FARGATE' : 'ECS',
  };
}

function checkDistinct(values: readonly string[], member: string): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated !== undefined) throw clientError(`computeEnvironmentOrder: ${member} ${repeated} is given twice.`);
}

/**
 * A queue is fair-share or first-in-first-out from its creation; the policy of a fair-share queue can be swapped.
 * @param queue the queue as it is; undefined while it is being created.
 * @returns the policy that the queue has from now on.
 */
export function checkPolicy(
  context: BatchContext,
  policyArn: string | undefined,
  queue?: JobQueueDetail,
): string | undefined {
  if (policyArn === undefined || (policyArn === '' && queue === undefined)) return queue?.schedulingPolicyArn;
  if (queue !== undefined && queue.schedulingPolicyArn === undefined) {
    throw clientError(
      'schedulingPolicyArn cannot be added to a first-in-first-out job queue: create a new queue with it.',
    );
  }
  if (queue !== undefined && policyArn === '') {
    throw clientError('schedulingPolicyArn cannot be removed from a fair-share job queue, only replaced.');
  }
  return findSchedulingPolicy(context, policyArn).arn;
}

/** @throws ApiError `ClientException`. */
export function checkTimeLimitActions(actions: readonly JobStateTimeLimitAction[]): void {
  for (const [index, { reason, state, maxTimeSeconds, action }] of actions.entries()) {
    const member = `jobStateTimeLimitActions[${index}]`;
    if (!reason) throw clientError(`${member}.reason must say which blocked state it is for.`);
    checkOneOf(`${member}.state`, state, ['RUNNABLE']);
    checkRange(`${member}.maxTimeSeconds`, maxTimeSeconds, 600, 86_400);
    // TERMINATE is for SageMaker queues, which are not run here.
    checkOneOf(`${member}.action`, action, ['CANCEL']);
  }
}
