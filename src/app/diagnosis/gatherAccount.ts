// Asks the services around AWS Batch for what a job needs of the account. What is refused is noted.
import { nameOfArn } from '../../core/arn';
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { Job } from '../../core/job';
import type { VcpuQuota } from '../accountPort';
import { allPages } from '../allPages';
import type { Session } from '../session';
import type { AccountFacts, EnvironmentActivities, EnvironmentMachines, QuotaUse, RoleFact } from './accountFacts';
import { type NamedEnvironment, usableOf } from './facts';
import { endOf } from './jobEnd';
import { type Told, told } from './told';

const logActions: readonly string[] = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** AWS Batch makes it for the first job. */
const defaultLogGroup = '/aws/batch/job';

type Asking = { readonly session: Session; readonly signal: AbortSignal };

/** A job that waits for its place or for its container, or whose container never ran. */
export function needsAccount(job: Job | undefined): job is Job {
  if (job === undefined) return false;
  return ['RUNNABLE', 'STARTING'].includes(job.status) || endOf(job)?.cause === 'notStarted';
}

/** @throws what the connection breaks with */
export async function gatherAccount(
  job: Job,
  named: Told<readonly NamedEnvironment[]>,
  asking: Asking,
): Promise<AccountFacts> {
  const environments = 'value' in named ? usableOf(named.value) : [];
  const [machines, scaling, quotas, roles, deniedLogActions, hasLogGroup, network] = await Promise.all([
    told(machinesOf(environments, asking)),
    told(scalingOf(environments, asking)),
    told(quotasOf(environments, asking)),
    rolesOf(job, environments, asking),
    told(deniedLogActionsOf(job, asking)),
    told(hasLogGroupOf(job, asking)),
    told(networkOf(environments, asking)),
  ]);
  return { machines, scaling, quotas, roles, deniedLogActions, hasLogGroup, network };
}

function machinesOf(
  environments: readonly ComputeEnvironment[],
  { session, signal }: Asking,
): Promise<readonly EnvironmentMachines[]> {
  const onMachines = environments.filter(isOnMachines);
  return Promise.all(
    onMachines.map(async (environment) => {
      const cluster = environment.ecsClusterArn ?? '';
      const arns = await session.around.listContainerInstances(cluster, signal);
      const machines = arns.length === 0 ? [] : await session.around.describeContainerInstances(cluster, arns, signal);
      return { environment, machines };
    }),
  );
}

function scalingOf(
  environments: readonly ComputeEnvironment[],
  { session, signal }: Asking,
): Promise<readonly EnvironmentActivities[]> {
  return Promise.all(
    environments.filter(isOnMachines).map(async (environment) => ({
      environment,
      activities: await session.account.fetchScalingActivities(environment.name, signal),
    })),
  );
}

/** On ECS, of instances that AWS Batch starts. */
function isOnMachines({ resourceType, ecsClusterArn, management }: ComputeEnvironment): boolean {
  return ecsClusterArn !== undefined && management === 'MANAGED' && ['EC2', 'SPOT'].includes(resourceType ?? '');
}

const quotaOf: Readonly<Record<string, VcpuQuota>> = {
  EC2: 'onDemand',
  SPOT: 'spot',
  FARGATE: 'fargate',
  FARGATE_SPOT: 'fargateSpot',
};

async function quotasOf(
  environments: readonly ComputeEnvironment[],
  { session, signal }: Asking,
): Promise<readonly QuotaUse[]> {
  const quotas = [...new Set(environments.flatMap(({ resourceType = '' }) => quotaOf[resourceType] ?? []))];
  const isOnEc2 = quotas.some((quota) => quota === 'onDemand' || quota === 'spot');
  const used = isOnEc2 ? await session.account.fetchStandardVcpus(signal) : undefined;
  const usedOf = async (quota: VcpuQuota): Promise<number | undefined> => {
    if (quota === 'onDemand' || quota === 'spot') return used?.[quota];
    const ofFargate = await told(fargateVcpus(quota, { session, signal }));
    return 'value' in ofFargate ? ofFargate.value : undefined;
  };
  return Promise.all(
    quotas.map(async (quota) => ({
      quota,
      vcpus: await session.account.fetchVcpuQuota(quota, signal),
      usedVcpus: await usedOf(quota),
    })),
  );
}

/** A call for each queue of that kind. */
const maxQueues = 20;

/**
 * What jobs of AWS Batch use at least: of a queue that has both kinds nobody tells which, so it does not count, and
 * neither do tasks of others. Undefined: there are too many queues to ask.
 */
async function fargateVcpus(
  quota: 'fargate' | 'fargateSpot',
  { session: { batch }, signal }: Asking,
): Promise<number | undefined> {
  const [queues, environments] = await Promise.all([
    allPages((page) => batch.fetchJobQueuePage(page, signal)),
    allPages((page) => batch.fetchComputeEnvironmentPage(page, signal)),
  ]);
  const types = new Map(environments.map(({ name, resourceType = '' }) => [name, resourceType]));
  const isOfKind = (arn: string): boolean => quotaOf[types.get(nameOfArn(arn)) ?? ''] === quota;
  const counted = queues.filter(({ computeEnvironments: used }) => used.length > 0 && used.every(isOfKind));
  if (counted.length > maxQueues) return undefined;
  const fronts = await Promise.all(counted.map(({ arn }) => batch.fetchQueueFront(arn, signal)));
  return fronts.reduce((sum, { usedVcpus = 0 }) => sum + usedVcpus, 0);
}

function rolesOf(
  job: Job,
  environments: readonly ComputeEnvironment[],
  { session, signal }: Asking,
): Promise<readonly RoleFact[]> {
  const profiles = new Set(environments.flatMap(({ instanceRole }) => instanceRole ?? []));
  const roles = [
    { purpose: 'job' as const, name: job.jobRoleArn },
    { purpose: 'execution' as const, name: job.executionRoleArn },
    ...[...profiles].map((name) => ({ purpose: 'instance' as const, name })),
  ].flatMap(({ purpose, name }) => (name === undefined ? [] : [{ purpose, name }]));
  return Promise.all(
    roles.map(async ({ purpose, name }) => {
      const { account } = session;
      const asked = purpose === 'instance' ? account.hasInstanceProfile(name, signal) : account.hasRole(name, signal);
      return { purpose, name, isThere: await told(asked) };
    }),
  );
}

async function deniedLogActionsOf(
  { executionRoleArn, logGroupName }: Job,
  { session, signal }: Asking,
): Promise<readonly string[] | undefined> {
  if (executionRoleArn === undefined || logGroupName === undefined) return undefined;
  return session.account.fetchDeniedActions(executionRoleArn, logActions, signal);
}

async function hasLogGroupOf(
  { logGroupName, createsLogGroup }: Job,
  { session, signal }: Asking,
): Promise<boolean | undefined> {
  if (logGroupName === undefined || logGroupName === defaultLogGroup || createsLogGroup === true) return undefined;
  return session.account.hasLogGroup(logGroupName, signal);
}

async function networkOf(environments: readonly ComputeEnvironment[], { session, signal }: Asking) {
  const subnetIds = [...new Set(environments.flatMap(({ subnets }) => subnets ?? []))];
  const groupIds = [...new Set(environments.flatMap(({ securityGroupIds }) => securityGroupIds ?? []))];
  const [subnets, groups] = await Promise.all([
    subnetIds.length === 0 ? [] : session.account.fetchSubnets(subnetIds, signal),
    groupIds.length === 0 ? [] : session.account.fetchSecurityGroups(groupIds, signal),
  ]);
  const found = [...subnets.map(({ id }) => id), ...groups];
  return {
    missing: [...subnetIds, ...groupIds].filter((id) => !found.includes(id)),
    full: subnets.filter(({ freeAddresses }) => freeAddresses === 0).map(({ id }) => id),
  };
}
