// Checks the vCPUs, memory and GPUs that a container asks for.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html
import type { PlatformCapability, ResourceRequirement, ResourceType } from '@aws-sdk/client-batch';
import { checkOneOf, clientError } from './checks';
import { checkFargateSize } from './fargate';

const resourceTypes = ['VCPU', 'MEMORY', 'GPU'] as const satisfies readonly ResourceType[];
/** Docker takes no less. */
const minMemoryMiB = 4;

export type Resources = { readonly vcpus: number; readonly memoryMiB: number };

export function isFargate(platformCapabilities: readonly PlatformCapability[] | undefined): boolean {
  return platformCapabilities?.includes('FARGATE') ?? false;
}

/**
 * @returns what the container asks for.
 * @throws ApiError `ClientException` when VCPU or MEMORY is missing or something is not valid on the platform.
 */
export function checkResourceRequirements(
  requirements: readonly ResourceRequirement[] | undefined,
  platformCapabilities: readonly PlatformCapability[] | undefined,
): Resources {
  const values = new Map<ResourceType, string>();
  for (const [index, { type, value = '' }] of (requirements ?? []).entries()) {
    const known = checkOneOf(`resourceRequirements[${index}].type`, type, resourceTypes);
    if (values.has(known)) throw clientError(`resourceRequirements gives ${known} twice: give it once.`);
    values.set(known, value);
  }
  const vcpus = numberOf(values, 'VCPU');
  const memoryMiB = numberOf(values, 'MEMORY');
  const gpus = values.get('GPU');
  if (isFargate(platformCapabilities)) {
    if (gpus !== undefined) throw clientError('resourceRequirements: GPU is not applicable for Fargate.');
    checkFargateSize(vcpus, memoryMiB);
    return { vcpus, memoryMiB };
  }
  checkWhole('VCPU', vcpus, 1);
  checkWhole('MEMORY', memoryMiB, minMemoryMiB);
  if (gpus !== undefined) checkWhole('GPU', numberOf(values, 'GPU'), 1);
  return { vcpus, memoryMiB };
}

function numberOf(values: ReadonlyMap<ResourceType, string>, type: ResourceType): number {
  const value = values.get(type);
  if (value === undefined) {
    const what = type === 'VCPU' ? 'vCPU' : 'Memory';
    throw clientError(`${what} is not provided. Give resourceRequirements an entry of type ${type}.`);
  }
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(value)) {
    throw clientError(`resourceRequirements: ${type} must be a number in a string; it is "${value.slice(0, 100)}".`);
  }
  return Number(value);
}

function checkWhole(type: ResourceType, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min) return;
  const hint = type === 'VCPU' && value > 0 ? ' Fractions of a vCPU need platformCapabilities ["FARGATE"].' : '';
  throw clientError(
    `resourceRequirements: ${type} must be a whole number of at least ${min} on EC2; it is ${value}.${hint}`,
  );
}
