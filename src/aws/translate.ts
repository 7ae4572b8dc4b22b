// The SDK's shapes as the app's own. Members that are missing stay missing; words that are not known pass as they are.
import type * as Sdk from '@aws-sdk/client-batch';
import { nameOfArn } from '../core/arn';
import { type JobArray, statusCounts } from '../core/arrayJob';
import type { Attempt } from '../core/attempt';
import type { ComputeEnvironment } from '../core/computeEnvironment';
import type { ConsumableResource } from '../core/consumableResource';
import type { Job, JobSummary } from '../core/job';
import type { ContainerSettings, JobDefinition } from '../core/jobDefinition';
import type { JobQueue } from '../core/jobQueue';
import type { QueueFront } from '../core/queueFront';
import type { SchedulingPolicy } from '../core/schedulingPolicy';

/** Where the logs of jobs go unless the definition says otherwise. */
const defaultLogGroup = '/aws/batch/job';

/** Where an answer lacks a state or a kind that AWS always gives. */
const unknownWord = 'UNKNOWN';

export function toJobSummary(summary: Sdk.JobSummary): JobSummary {
  return {
    jobId: summary.jobId ?? '',
    jobName: summary.jobName ?? '',
    status: summary.status ?? unknownWord,
    statusReason: summary.statusReason,
    createdAt: summary.createdAt,
    startedAt: summary.startedAt,
    stoppedAt: summary.stoppedAt,
    exitCode: summary.container?.exitCode,
    reason: summary.container?.reason,
    array: summary.arrayProperties === undefined ? undefined : toJobArray(summary.arrayProperties),
    jobArn: summary.jobArn,
    jobDefinition: summary.jobDefinition,
    shareIdentifier: summary.shareIdentifier,
    isStopping: summary.isCancelled === true || summary.isTerminated === true,
    nodeCount: summary.nodeProperties?.numNodes,
  };
}

export function toJob(detail: Sdk.JobDetail): Job {
  const { container } = detail;
  return {
    // A detail has all members of a summary, under the same names.
    ...toJobSummary(detail),
    jobQueue: detail.jobQueue ?? '',
    jobDefinition: detail.jobDefinition ?? '',
    attempts: (detail.attempts ?? []).map(toAttempt),
    logGroupName: logGroupOf(container?.logConfiguration),
    logStreamName: container?.logStreamName,
    dependsOn: (detail.dependsOn ?? []).map(({ jobId, type }) => ({ jobId, type })),
    container: toContainerSettings(container ?? detail.ecsProperties?.taskProperties?.[0]?.containers?.[0]),
    environment: toEnvironment(container?.environment),
    maxAttempts: detail.retryStrategy?.attempts,
    timeoutSeconds: detail.timeout?.attemptDurationSeconds,
    platforms: detail.platformCapabilities,
    taskArn: container?.taskArn,
    containerInstanceArn: container?.containerInstanceArn,
    cpuArchitecture: container?.runtimePlatform?.cpuArchitecture,
    operatingSystem: container?.runtimePlatform?.operatingSystemFamily,
    createsLogGroup: container?.logConfiguration?.options?.['awslogs-create-group'] === 'true',
    consumables: detail.consumableResourceProperties?.consumableResourceList?.map(
      ({ consumableResource: resource = '', quantity = 0 }) => ({ resource, quantity }),
    ),
    jobRoleArn: container?.jobRoleArn,
    executionRoleArn: container?.executionRoleArn,
  };
}

export function toComputeEnvironment(detail: Sdk.ComputeEnvironmentDetail): ComputeEnvironment {
  const { computeResources } = detail;
  return {
    name: detail.computeEnvironmentName ?? '',
    arn: detail.computeEnvironmentArn ?? '',
    management: detail.type ?? unknownWord,
    state: detail.state ?? unknownWord,
    status: detail.status ?? unknownWord,
    statusReason: detail.statusReason,
    resourceType: computeResources?.type,
    minvCpus: computeResources?.minvCpus,
    maxvCpus: computeResources?.maxvCpus ?? detail.unmanagedvCpus,
    desiredvCpus: computeResources?.desiredvCpus,
    instanceTypes: computeResources?.instanceTypes ?? [],
    orchestration: detail.containerOrchestrationType,
    ecsClusterArn: detail.ecsClusterArn,
    subnets: computeResources?.subnets,
    securityGroupIds: computeResources?.securityGroupIds,
    instanceRole: computeResources?.instanceRole,
    serviceRole: detail.serviceRole,
  };
}

export function toConsumableResource(answer: Sdk.DescribeConsumableResourceResponse): ConsumableResource {
  const { consumableResourceName: name = '', totalQuantity: total = 0, availableQuantity: available = 0 } = answer;
  return { name, total, available, isReplenishable: answer.resourceType !== 'NON_REPLENISHABLE' };
}

export function toJobQueue(detail: Sdk.JobQueueDetail): JobQueue {
  return {
    name: detail.jobQueueName ?? '',
    arn: detail.jobQueueArn ?? '',
    state: detail.state ?? unknownWord,
    status: detail.status ?? unknownWord,
    statusReason: detail.statusReason,
    priority: detail.priority ?? 0,
    computeEnvironments: inOrder(detail.computeEnvironmentOrder).flatMap(
      ({ computeEnvironment }) => computeEnvironment ?? [],
    ),
    serviceEnvironments: inOrder(detail.serviceEnvironmentOrder).flatMap(
      ({ serviceEnvironment }) => serviceEnvironment ?? [],
    ),
    schedulingPolicyArn: detail.schedulingPolicyArn,
    queueType: detail.jobQueueType,
  };
}

export function toSchedulingPolicy({ name, arn = '', fairsharePolicy }: Sdk.SchedulingPolicyDetail): SchedulingPolicy {
  return {
    name: name ?? nameOfArn(arn),
    arn,
    fairshare: fairsharePolicy && {
      shareDecaySeconds: fairsharePolicy.shareDecaySeconds ?? 0,
      computeReservation: fairsharePolicy.computeReservation ?? 0,
      shareDistribution: (fairsharePolicy.shareDistribution ?? []).map(({ shareIdentifier = '', weightFactor }) => ({
        shareIdentifier,
        weightFactor,
      })),
    },
  };
}

export function toQueueFront({ frontOfQueue, queueUtilization }: Sdk.GetJobQueueSnapshotResponse): QueueFront {
  const shares = queueUtilization?.fairshareUtilization?.topCapacityUtilization;
  return {
    jobs: (frontOfQueue?.jobs ?? []).flatMap(({ jobArn, earliestTimeAtPosition }) =>
      jobArn === undefined ? [] : [{ jobId: nameOfArn(jobArn), since: earliestTimeAtPosition }],
    ),
    usedVcpus: vcpusOf(queueUtilization?.totalCapacityUsage),
    shares: shares?.flatMap(({ shareIdentifier, capacityUsage }) => {
      const usedVcpus = vcpusOf(capacityUsage);
      return shareIdentifier === undefined || usedVcpus === undefined ? [] : [{ shareIdentifier, usedVcpus }];
    }),
  };
}

/** AWS counts in `VCPU`, on EKS in `cpu`; undefined: it does not tell. */
function vcpusOf(usage: readonly Sdk.QueueSnapshotCapacityUsage[] | undefined): number | undefined {
  return usage
    ?.filter(({ capacityUnit = '' }) => /^v?cpu$/i.test(capacityUnit))
    .reduce((sum, { quantity = 0 }) => sum + quantity, 0);
}

export function toJobDefinition(definition: Sdk.JobDefinition): JobDefinition {
  const { containerProperties, ecsProperties, nodeProperties } = definition;
  const container =
    containerProperties ??
    ecsProperties?.taskProperties?.[0]?.containers?.[0] ??
    nodeProperties?.nodeRangeProperties?.[0]?.container;
  return {
    name: definition.jobDefinitionName ?? '',
    revision: definition.revision ?? 0,
    arn: definition.jobDefinitionArn ?? '',
    status: definition.status ?? unknownWord,
    type: definition.type ?? unknownWord,
    container: toContainerSettings(container),
    platforms: definition.platformCapabilities ?? [],
    maxAttempts: definition.retryStrategy?.attempts,
    timeoutSeconds: definition.timeout?.attemptDurationSeconds,
    parameters: definition.parameters ?? {},
  };
}

type Container = {
  readonly image?: string;
  readonly command?: string[];
  readonly vcpus?: number;
  readonly memory?: number;
  readonly resourceRequirements?: Sdk.ResourceRequirement[];
};

/** Sizes stand in resourceRequirements, as texts; older definitions have members of their own for them. */
function toContainerSettings(container: Container | undefined): ContainerSettings | undefined {
  if (container === undefined) return undefined;
  const required = (type: Sdk.ResourceType): number | undefined => {
    const value = Number(container.resourceRequirements?.find((resource) => resource.type === type)?.value);
    return Number.isFinite(value) ? value : undefined;
  };
  return {
    image: container.image,
    command: container.command,
    vcpus: required('VCPU') ?? container.vcpus,
    memoryMib: required('MEMORY') ?? container.memory,
    gpus: required('GPU'),
  };
}

function toEnvironment(pairs: readonly Sdk.KeyValuePair[] | undefined): Job['environment'] {
  return pairs && Object.fromEntries(pairs.map(({ name = '', value = '' }) => [name, value]));
}

function inOrder<T extends { readonly order?: number }>(items: readonly T[] | undefined): readonly T[] {
  return [...(items ?? [])].sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
}

function toJobArray(array: Sdk.ArrayPropertiesDetail | Sdk.ArrayPropertiesSummary): JobArray {
  const { size, index, statusSummary, statusSummaryLastUpdatedAt: countedAt } = array;
  return { size, index, counts: statusSummary === undefined ? undefined : statusCounts(statusSummary), countedAt };
}

function toAttempt({ startedAt, stoppedAt, statusReason, container }: Sdk.AttemptDetail): Attempt {
  return {
    startedAt,
    stoppedAt,
    statusReason,
    exitCode: container?.exitCode,
    reason: container?.reason,
    logStreamName: container?.logStreamName,
    taskArn: container?.taskArn,
    containerInstanceArn: container?.containerInstanceArn,
  };
}

/** https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html */
function logGroupOf(configuration: Sdk.LogConfiguration | undefined): string | undefined {
  if (configuration === undefined) return defaultLogGroup;
  if (configuration.logDriver !== 'awslogs') return undefined;
  return configuration.options?.['awslogs-group'] ?? defaultLogGroup;
}
