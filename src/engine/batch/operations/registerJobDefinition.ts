// https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html
import type {
  PlatformCapability,
  RegisterJobDefinitionRequest,
  RegisterJobDefinitionResponse,
} from '@aws-sdk/client-batch';
import { checkName, checkOneOf, checkRange, checkTags, clientError } from '../checks';
import { checkContainerProperties } from '../containerProperties';
import type { BatchOperation } from '../context';
import { containerOfTask } from '../ecsProperties';
import { isFargate } from '../resourceRequirements';
import { checkRetryStrategy, checkTimeout } from '../retryStrategy';
import type { JobDefinitionRecord } from '../state';

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxDefinitionBytes = 24 * 1024;

export const registerJobDefinition: BatchOperation<RegisterJobDefinitionRequest, RegisterJobDefinitionResponse> = (
  input,
  { arns, state },
) => {
  const name = input.jobDefinitionName ?? '';
  checkName('jobDefinitionName', name);
  refuseWhatIsNotRun(input);
  checkLimits(input);
  const platformCapabilities = checkCapabilities(input.platformCapabilities ?? []);
  const revision = (state.revisions.get(name)?.last ?? 0) + 1;
  const arn = arns.of('job-definition', `${name}:${revision}`);
  const record: JobDefinitionRecord = {
    jobDefinitionName: name,
    jobDefinitionArn: arn,
    revision,
    status: 'ACTIVE',
    type: 'container',
    schedulingPriority: input.schedulingPriority,
    parameters: input.parameters ?? {},
    retryStrategy: input.retryStrategy && { evaluateOnExit: [], ...input.retryStrategy },
    ...containerMembers(input, platformCapabilities),
    timeout: input.timeout,
    tags: input.tags ?? {},
    propagateTags: input.propagateTags ?? false,
    platformCapabilities,
    containerOrchestrationType: 'ECS',
  };
  state.store.commit(
    state.revisions.put(name, { last: revision }),
    state.jobDefinitions.put(`${name}:${revision}`, record),
  );
  return { jobDefinitionName: name, jobDefinitionArn: arn, revision };
};

function refuseWhatIsNotRun(input: RegisterJobDefinitionRequest): void {
  const type = checkOneOf('type', input.type, ['container', 'multinode']);
  if (type === 'multinode' || input.nodeProperties !== undefined) {
    throw clientError('The local engine does not run multi-node parallel jobs: register type container.');
  }
  if (input.eksProperties !== undefined) {
    throw clientError('The local engine does not run EKS jobs: give containerProperties instead of eksProperties.');
  }
  if (input.consumableResourceProperties?.consumableResourceList?.length) {
    throw clientError('The local engine has no consumable resources: leave out consumableResourceProperties.');
  }
}

function checkLimits(input: RegisterJobDefinitionRequest): void {
  const sizeBytes = Buffer.byteLength(JSON.stringify(input));
  if (sizeBytes > maxDefinitionBytes) {
    throw clientError(`The job definition is ${sizeBytes} bytes long; ${maxDefinitionBytes} are allowed.`);
  }
  checkRange('schedulingPriority', input.schedulingPriority, 0, 9999);
  checkRetryStrategy(input.retryStrategy);
  checkTimeout(input.timeout);
  checkTags(input.tags);
}

function checkCapabilities(given: readonly string[]): PlatformCapability[] {
  return given.map((value) => {
    const capability = checkOneOf('platformCapabilities', value, ['EC2', 'FARGATE', 'MANAGED_INSTANCES']);
    if (capability === 'MANAGED_INSTANCES') {
      throw clientError(
        'The local engine does not run MANAGED_INSTANCES jobs: use platformCapabilities FARGATE or EC2.',
      );
    }
    return capability;
  });
}

/** Exactly one of the two forms of a container. */
function containerMembers(
  { containerProperties, ecsProperties }: RegisterJobDefinitionRequest,
  platformCapabilities: readonly PlatformCapability[],
): Pick<JobDefinitionRecord, 'containerProperties' | 'ecsProperties' | 'deprecated'> {
  if ((containerProperties === undefined) === (ecsProperties === undefined)) {
    throw clientError('A job definition of type container needs either containerProperties or ecsProperties.');
  }
  const given = ecsProperties
    ? containerOfTask(ecsProperties, isFargate(platformCapabilities))
    : (containerProperties ?? {});
  const { container, deprecated } = checkContainerProperties(given, platformCapabilities);
  return { containerProperties: container, ecsProperties, deprecated };
}
