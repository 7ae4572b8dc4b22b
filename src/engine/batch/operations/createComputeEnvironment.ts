// https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateComputeEnvironment.html
import { randomUUID } from 'node:crypto';
import type {
  ComputeResource,
  CreateComputeEnvironmentRequest,
  CreateComputeEnvironmentResponse,
} from '@aws-sdk/client-batch';
import { checkName, checkOneOf, checkQuota, checkRange, checkTags, clientError } from '../checks';
import { checkEcsSettings, enabledOrDisabled, serviceLinkedRole, settled } from '../computeEnvironments';
import { checkComputeResources } from '../computeResources';
import type { BatchOperation } from '../context';

export const createComputeEnvironment: BatchOperation<
  CreateComputeEnvironmentRequest,
  CreateComputeEnvironmentResponse
> = (input, { state, arns, scheduler }) => {
  const name = input.computeEnvironmentName ?? '';
  checkName('computeEnvironmentName', name);
  const type = checkOneOf('type', input.type, ['MANAGED', 'UNMANAGED']);
  const computeResources = checkKind(input);
  checkStateAndLimits(input);
  checkTags(input.tags);
  const arn = arns.of('compute-environment', name);
  if (state.computeEnvironments.get(name) !== undefined) throw clientError(`${arn} already exists`);
  checkQuota('compute environments', state.computeEnvironments);
  state.store.commit(
    state.computeEnvironments.put(name, {
      computeEnvironmentName: name,
      computeEnvironmentArn: arn,
      unmanagedvCpus: input.unmanagedvCpus,
      ecsClusterArn: arns.cluster(name),
      tags: input.tags ?? {},
      type,
      state: 'ENABLED',
      ...settled,
      computeResources,
      // Some clients send an empty string for "none".
      serviceRole: input.serviceRole || serviceLinkedRole(arns.accountId),
      containerOrchestrationType: 'ECS',
      uuid: randomUUID(),
      context: input.context,
      ecsSettings: input.ecsSettings,
    }),
  );
  scheduler.wake();
  return { computeEnvironmentName: name, computeEnvironmentArn: arn };
};

function checkKind({
  type,
  eksConfiguration,
  computeResources,
}: CreateComputeEnvironmentRequest): ComputeResource | undefined {
  if (eksConfiguration !== undefined) {
    throw clientError('The local engine does not run EKS compute environments: leave out eksConfiguration.');
  }
  // AWS takes computeResources for an unmanaged environment, too, and forgets them.
  if (type === 'UNMANAGED') return undefined;
  if (computeResources === undefined)
    throw clientError('computeResources is required for a MANAGED compute environment.');
  return checkComputeResources(computeResources);
}

function checkStateAndLimits({ type, state, unmanagedvCpus, ecsSettings }: CreateComputeEnvironmentRequest): void {
  if (state !== undefined && checkOneOf('state', state, enabledOrDisabled) === 'DISABLED') {
    throw clientError(
      'A compute environment must be created in the ENABLED state; UpdateComputeEnvironment disables it.',
    );
  }
  if (unmanagedvCpus !== undefined && type !== 'UNMANAGED') {
    throw clientError('unmanagedvCpus is only applicable for UNMANAGED compute environments.');
  }
  checkRange('unmanagedvCpus', unmanagedvCpus, 0, 2 ** 31 - 1);
  checkEcsSettings(ecsSettings);
}
