// Checks the computeResources of a compute environment. Nothing real stands behind subnets, roles and instance types:
// they are held to AWS's rules, not looked up.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html
import type { ComputeResource, CRAllocationStrategy, CRType } from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, checkTags, clientError } from './checks';

const crTypes = [
  'EC2',
  'SPOT',
  'FARGATE',
  'FARGATE_SPOT',
  'ECS_MANAGED_INSTANCES',
] as const satisfies readonly CRType[];

/** For each strategy, the types that may use it. */
const strategies: Readonly<Record<CRAllocationStrategy, readonly CRType[]>> = {
  BEST_FIT: ['EC2', 'SPOT'],
  BEST_FIT_PROGRESSIVE: ['EC2', 'SPOT'],
  BEST_FIT_PROGRESSIVE_ORDERED: ['EC2'],
  SPOT_CAPACITY_OPTIMIZED: ['SPOT'],
  SPOT_CAPACITY_OPTIMIZED_PRIORITIZED: ['SPOT'],
  SPOT_PRICE_CAPACITY_OPTIMIZED: ['SPOT'],
};

/** What Fargate has no use for; AWS refuses each by name. */
const ec2Only = [
  'allocationStrategy',
  'minvCpus',
  'desiredvCpus',
  'instanceTypes',
  'imageId',
  'ec2KeyPair',
  'instanceRole',
  'tags',
  'placementGroup',
  'bidPercentage',
  'spotIamFleetRole',
  'launchTemplate',
  'ec2Configuration',
  'scalingPolicy',
] as const satisfies readonly (keyof ComputeResource)[];

const maxInt32 = 2 ** 31 - 1;

export function isFargateType(type: CRType | undefined): boolean {
  return type === 'FARGATE' || type === 'FARGATE_SPOT';
}

/**
 * @returns the resources with AWS's defaults filled in.
 * @throws ApiError `ClientException`.
 */
export function checkComputeResources(resources: ComputeResource): ComputeResource {
  const type = checkOneOf('computeResources.type', resources.type, crTypes);
  if (type === 'ECS_MANAGED_INSTANCES') {
    throw clientError(
      'The local engine does not run ECS_MANAGED_INSTANCES compute environments: use FARGATE, FARGATE_SPOT, EC2 or SPOT.',
    );
  }
  for (const member of ['managedInstancesProvider', 'capacityTags'] as const) {
    if (resources[member] !== undefined) throw clientError(`${member} is only applicable for ECS_MANAGED_INSTANCES.`);
  }
  checkRange('computeResources.maxvCpus', resources.maxvCpus, 1, maxInt32);
  checkIds('subnets', resources.subnets ?? [], 'subnet', 16);
  if (isFargateType(type)) return checkFargate(resources);
  return checkEc2(resources);
}

function checkFargate(resources: ComputeResource): ComputeResource {
  for (const member of ec2Only) {
    if (resources[member] !== undefined) throw clientError(`${member} is not applicable for Fargate.`);
  }
  checkIds('securityGroupIds', resources.securityGroupIds ?? [], 'sg', 5);
  return resources;
}

function checkEc2(resources: ComputeResource): ComputeResource {
  if (!resources.instanceRole) throw clientError('Instance role is required.');
  if (resources.minvCpus === undefined) throw clientError('Resource minvCpus is required.');
  const { minvCpus, maxvCpus = 0, desiredvCpus = minvCpus } = resources;
  checkRange('computeResources.minvCpus', minvCpus, 0, maxInt32);
  if (minvCpus > maxvCpus) {
    throw clientError(`computeResources.minvCpus (${minvCpus}) must not be greater than maxvCpus (${maxvCpus}).`);
  }
  checkRange('computeResources.desiredvCpus', desiredvCpus, minvCpus, maxvCpus);
  checkInstanceTypes(resources.instanceTypes ?? []);
  checkLaunchTemplate(resources);
  // A launch template can bring the security groups.
  if (resources.launchTemplate === undefined || resources.securityGroupIds?.length) {
    checkIds('securityGroupIds', resources.securityGroupIds ?? [], 'sg', 5);
  }
  checkStrategy(resources);
  checkEc2Options(resources);
  const { ec2Configuration = [{ imageType: 'ECS_AL2023' }] } = resources;
  return { ...resources, desiredvCpus, ec2Configuration };
}

/** EC2 and SPOT differ in how they may choose instances. */
function checkStrategy({ type, allocationStrategy, spotIamFleetRole, bidPercentage }: ComputeResource): void {
  if (allocationStrategy !== undefined) {
    const names = Object.keys(strategies) as CRAllocationStrategy[];
    const strategy = checkOneOf('computeResources.allocationStrategy', allocationStrategy, names);
    if (type !== undefined && !strategies[strategy].includes(type)) {
      throw clientError(
        `computeResources.allocationStrategy ${strategy} is only for ${strategies[strategy].join(', ')}, not for ${type}.`,
      );
    }
  }
  checkRange('computeResources.bidPercentage', bidPercentage, 0, 100);
  if (type === 'SPOT' && (allocationStrategy ?? 'BEST_FIT') === 'BEST_FIT' && !spotIamFleetRole) {
    throw clientError(
      'computeResources.spotIamFleetRole is required for SPOT with the allocation strategy BEST_FIT, which is the default.',
    );
  }
}

function checkEc2Options({ ec2Configuration, scalingPolicy, tags }: ComputeResource): void {
  if (ec2Configuration !== undefined && (ec2Configuration.length < 1 || ec2Configuration.length > 2)) {
    throw clientError(`computeResources.ec2Configuration must have 1 or 2 entries; it has ${ec2Configuration.length}.`);
  }
  const delay = scalingPolicy?.minScaleDownDelayMinutes;
  // 0 takes the delay away.
  if (delay !== 0) checkRange('computeResources.scalingPolicy.minScaleDownDelayMinutes', delay, 20, 10_080);
  checkTags(tags);
}

function checkLaunchTemplate({ launchTemplate }: ComputeResource): void {
  if (launchTemplate === undefined) return;
  const { launchTemplateId, launchTemplateName, overrides = [] } = launchTemplate;
  if (Boolean(launchTemplateId) === Boolean(launchTemplateName)) {
    throw clientError('computeResources.launchTemplate must have either a launchTemplateId or a launchTemplateName.');
  }
  if (overrides.length > 10) {
    throw clientError(
      `computeResources.launchTemplate.overrides can have 10 entries at most, not ${overrides.length}.`,
    );
  }
}

function checkInstanceTypes(instanceTypes: readonly string[]): void {
  if (instanceTypes.length === 0) throw clientError('Resource instanceTypes is required.');
  for (const type of instanceTypes) {
    if (!/^[a-z0-9][a-z0-9_-]*(\.[a-z0-9-]+)?$/.test(type)) {
      throw clientError(`computeResources.instanceTypes: "${type}" is not an instance type, a family or "optimal".`);
    }
  }
}

function checkIds(member: string, ids: readonly string[], prefix: string, max: number): void {
  if (ids.length < 1 || ids.length > max) {
    throw clientError(`computeResources.${member} must have 1 to ${max} entries; it has ${ids.length}.`);
  }
  for (const id of ids) {
    if (!new RegExp(`^${prefix}-[A-Za-z0-9-]+$`).test(id)) {
      throw clientError(`computeResources.${member}: "${id}" must look like ${prefix}-0123456789abcdef0.`);
    }
  }
}
