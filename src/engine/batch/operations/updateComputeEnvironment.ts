// https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateComputeEnvironment.html
import type {
  ComputeEnvironmentDetail,
  ComputeResource,
  UpdateComputeEnvironmentRequest,
  UpdateComputeEnvironmentResponse,
} from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, clientError } from '../checks';
import { checkEcsSettings, enabledOrDisabled, isServiceLinkedRole } from '../computeEnvironments';
import { updateComputeResources } from '../computeResourceUpdate';
import { isFargateType } from '../computeResources';
import type { BatchOperation } from '../context';
import { findComputeEnvironment, refuseWhileChanging } from '../lookup';

export const updateComputeEnvironment: BatchOperation<
  UpdateComputeEnvironmentRequest,
  UpdateComputeEnvironmentResponse
> = (input, context) => {
  const before = findComputeEnvironment(context, input.computeEnvironment ?? '');
  refuseWhileChanging('update', before.status);
  const { state, unmanagedvCpus, ecsSettings } = input;
  const members = [state, unmanagedvCpus, input.computeResources, input.serviceRole, input.updatePolicy, ecsSettings];
  if (members.every((member) => member === undefined)) {
    throw clientError('One of [state | compute-resources | service-role | unmanaged-vcpus] is required.');
  }
  const change: Partial<ComputeEnvironmentDetail> = {
    state: state === undefined ? before.state : checkOneOf('state', state, enabledOrDisabled),
    unmanagedvCpus: newUnmanagedvCpus(before, unmanagedvCpus),
    serviceRole: newServiceRole(before, input.serviceRole),
    computeResources: newResources(before, input),
    updatePolicy: newPolicy(before, input),
    ecsSettings: ecsSettings ?? before.ecsSettings,
  };
  checkEcsSettings(ecsSettings);
  const { computeEnvironmentName = '', computeEnvironmentArn } = before;
  const { computeEnvironments, store } = context.state;
  store.commit(computeEnvironments.patch(computeEnvironmentName, change));
  context.scheduler.wake();
  return { computeEnvironmentName, computeEnvironmentArn };
};

function newUnmanagedvCpus(before: ComputeEnvironmentDetail, unmanagedvCpus: number | undefined): number | undefined {
  if (unmanagedvCpus === undefined) return before.unmanagedvCpus;
  if (before.type !== 'UNMANAGED') {
    throw clientError('unmanagedvCpus is only applicable for UNMANAGED compute environments.');
  }
  checkRange('unmanagedvCpus', unmanagedvCpus, 0, 2 ** 31 - 1);
  return unmanagedvCpus;
}

function newServiceRole(before: ComputeEnvironmentDetail, serviceRole: string | undefined): string | undefined {
  if (!serviceRole) return before.serviceRole;
  if (isServiceLinkedRole(serviceRole) !== isServiceLinkedRole(before.serviceRole)) {
    throw clientError(
      `serviceRole cannot change between the service-linked role and a role of your own; it is ${before.serviceRole ?? ''}.`,
    );
  }
  return serviceRole;
}

function newResources(
  before: ComputeEnvironmentDetail,
  { computeResources, serviceRole }: UpdateComputeEnvironmentRequest,
): ComputeResource | undefined {
  if (computeResources === undefined) return before.computeResources;
  if (before.computeResources === undefined) {
    throw clientError('computeResources is only applicable for MANAGED compute environments.');
  }
  const usesServiceLinkedRole = isServiceLinkedRole(serviceRole || before.serviceRole);
  return updateComputeResources(before.computeResources, computeResources, usesServiceLinkedRole);
}

function newPolicy(before: ComputeEnvironmentDetail, { updatePolicy }: UpdateComputeEnvironmentRequest) {
  // AWS ignores the policy of an environment that has no instances.
  if (updatePolicy === undefined || isFargateType(before.computeResources?.type)) return before.updatePolicy;
  checkRange('updatePolicy.jobExecutionTimeoutMinutes', updatePolicy.jobExecutionTimeoutMinutes, 1, 7200);
  return { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: 30, ...updatePolicy };
}
