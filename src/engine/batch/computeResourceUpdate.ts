// Applies an update to the computeResources of a compute environment.
// https://docs.aws.amazon.com/batch/latest/userguide/updating-compute-environments.html
import type { ComputeResource, ComputeResourceUpdate, CRUpdateAllocationStrategy } from '@aws-sdk/client-batch';
import { checkOneOf, clientError } from './checks';
import { checkComputeResources, isFargateType } from './computeResources';

/** What can be changed without replacing the instances; everything else is an infrastructure update. */
const scalingMembers: readonly string[] = ['minvCpus', 'maxvCpus', 'desiredvCpus', 'scalingPolicy'];
/** An empty string takes these away. */
const removableMembers: readonly string[] = ['imageId', 'ec2KeyPair', 'placementGroup'];
/** Those that allow it to be updated again: BEST_FIT does not. */
const updateStrategies = [
  'BEST_FIT_PROGRESSIVE',
  'BEST_FIT_PROGRESSIVE_ORDERED',
  'SPOT_CAPACITY_OPTIMIZED',
  'SPOT_CAPACITY_OPTIMIZED_PRIORITIZED',
  'SPOT_PRICE_CAPACITY_OPTIMIZED',
] as const satisfies readonly CRUpdateAllocationStrategy[];

/**
 * @param usesServiceLinkedRole only then AWS can replace instances.
 * @throws ApiError `ClientException` when the update, or what comes out of it, is not valid.
 */
export function updateComputeResources(
  before: ComputeResource,
  update: ComputeResourceUpdate,
  usesServiceLinkedRole: boolean,
): ComputeResource {
  if (Object.keys(update).length === 0) throw clientError('At least one compute-resources attribute must be specified');
  checkTypeChange(before, update);
  if (update.allocationStrategy !== undefined) {
    checkOneOf('computeResources.allocationStrategy', update.allocationStrategy, updateStrategies);
  }
  const infrastructure = changedMembers(before, update).filter((member) => !scalingMembers.includes(member));
  if (!isFargateType(before.type) && infrastructure.length > 0) {
    checkCanReplace(before, infrastructure, usesServiceLinkedRole);
  }
  const merged = checkComputeResources(merge(before, update));
  if (isFargateType(merged.type)) return merged;
  return { ...merged, desiredvCpus: desiredAfter(before, update) };
}

/** Clients send what they know of an environment along with what they want to change. */
function changedMembers(before: ComputeResource, update: ComputeResourceUpdate): readonly string[] {
  const known = new Map(Object.entries(before).map(([member, value]) => [member, JSON.stringify(value)]));
  return Object.entries({ ...update, updateToLatestImageVersion: update.updateToLatestImageVersion || undefined })
    .filter(([member, value]) => value !== undefined && JSON.stringify(value) !== known.get(member))
    .map(([member]) => member);
}

function checkTypeChange(before: ComputeResource, { type }: ComputeResourceUpdate): void {
  if (type === undefined || isFargateType(type) === isFargateType(before.type)) return;
  throw clientError(
    `computeResources.type cannot change from ${before.type ?? ''} to ${type}: create another compute environment.`,
  );
}

function checkCanReplace(before: ComputeResource, members: readonly string[], usesServiceLinkedRole: boolean): void {
  const wanted = members.join(', ');
  if ((before.allocationStrategy ?? 'BEST_FIT') === 'BEST_FIT') {
    throw clientError(
      `${wanted} cannot be updated: a compute environment with the allocation strategy BEST_FIT (the default) takes ` +
        'new values of minvCpus, maxvCpus and desiredvCpus only.',
    );
  }
  if (!usesServiceLinkedRole) {
    throw clientError(
      `${wanted} cannot be updated: that needs a compute environment that uses AWSServiceRoleForBatch, not a role of its own.`,
    );
  }
}

function merge(before: ComputeResource, update: ComputeResourceUpdate): ComputeResource {
  if (update.managedInstancesProvider !== undefined) {
    throw clientError('managedInstancesProvider is only applicable for ECS_MANAGED_INSTANCES.');
  }
  const { launchTemplate } = update;
  const isTemplateRemoved = launchTemplate?.launchTemplateId === '' || launchTemplate?.launchTemplateName === '';
  const members = Object.entries({
    ...before,
    ...update,
    // Whatever was there is not checked as if it had been asked for: it follows minvCpus and maxvCpus.
    desiredvCpus: update.desiredvCpus,
    launchTemplate: isTemplateRemoved ? undefined : (launchTemplate ?? before.launchTemplate),
    // Not a property of the environment: it asks for something to be done once.
    updateToLatestImageVersion: undefined,
  }).filter(([member, value]) => value !== undefined && !(value === '' && removableMembers.includes(member)));
  return Object.fromEntries(members) as unknown as ComputeResource;
}

function desiredAfter(before: ComputeResource, update: ComputeResourceUpdate): number {
  const current = before.desiredvCpus ?? 0;
  if (update.desiredvCpus !== undefined) {
    if (update.desiredvCpus >= current) return update.desiredvCpus;
    throw clientError(
      'Manually scaling down compute environment is not supported. ' +
        `computeResources.desiredvCpus is ${current} and cannot become ${update.desiredvCpus}.`,
    );
  }
  const min = update.minvCpus ?? before.minvCpus ?? 0;
  const max = update.maxvCpus ?? before.maxvCpus ?? 0;
  return Math.min(Math.max(current, min), max);
}
