// Jobs as DescribeJobs and ListJobs show them.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
import type { ArrayPropertiesDetail, ContainerDetail, JobDetail, JobSummary } from '@aws-sdk/client-batch';
import type { Arns } from './arns';
import { specOf } from './attempts';
import type { JobRecord, JobSpec } from './jobRecord';
import type { BatchState } from './state';

export function jobDetail(state: BatchState, arns: Arns, job: JobRecord): JobDetail {
  const spec = specOf(state, job);
  return {
    jobArn: arns.of('job', job.jobId),
    jobName: job.jobName,
    jobId: job.jobId,
    jobQueue: job.jobQueue,
    status: job.status,
    shareIdentifier: spec.shareIdentifier,
    schedulingPriority: spec.schedulingPriority,
    attempts: [...job.attempts],
    statusReason: job.statusReason,
    createdAt: job.createdAt,
    retryStrategy: spec.retryStrategy && {
      ...spec.retryStrategy,
      evaluateOnExit: spec.retryStrategy.evaluateOnExit ?? [],
    },
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    dependsOn: [...spec.dependsOn],
    jobDefinition: job.jobDefinition,
    parameters: spec.parameters,
    container: containerDetail(state, arns, job, spec),
    arrayProperties: arrayProperties(state, job),
    timeout: spec.timeout,
    tags: spec.tags,
    propagateTags: spec.propagateTags,
    platformCapabilities: [...spec.platformCapabilities],
    isCancelled: job.isCancelled ?? false,
    isTerminated: job.isTerminated ?? false,
  };
}

export function jobSummary(state: BatchState, arns: Arns, job: JobRecord): JobSummary {
  const { exitCode, reason } = job;
  const hasContainer = exitCode !== undefined || reason !== undefined;
  const spec = specOf(state, job);
  return {
    jobArn: arns.of('job', job.jobId),
    jobId: job.jobId,
    jobName: job.jobName,
    createdAt: job.createdAt,
    status: job.status,
    statusReason: job.statusReason,
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    container: hasContainer ? { exitCode, reason } : undefined,
    arrayProperties: arrayProperties(state, job),
    jobDefinition: job.jobDefinition,
    shareIdentifier: spec.shareIdentifier,
    capacityUsage: job.status === 'RUNNING' ? [{ capacityUnit: 'VCPU', quantity: spec.vcpus }] : undefined,
    // Present only when true, unlike in the detail.
    isCancelled: job.isCancelled,
    isTerminated: job.isTerminated,
  };
}

function arrayProperties(state: BatchState, job: JobRecord): ArrayPropertiesDetail | undefined {
  if (job.index !== undefined) return { index: job.index };
  if (job.arraySize === undefined) return undefined;
  return {
    size: job.arraySize,
    statusSummary: { ...state.index.counts(job.jobId) },
    statusSummaryLastUpdatedAt: state.index.changedAt(job.jobId) ?? job.createdAt,
  };
}

function containerDetail(state: BatchState, arns: Arns, job: JobRecord, spec: JobSpec): ContainerDetail {
  const { task } = job;
  const { container } = spec;
  return {
    ...container,
    volumes: container.volumes ?? [],
    environment: container.environment ?? [],
    mountPoints: container.mountPoints ?? [],
    ulimits: container.ulimits ?? [],
    resourceRequirements: container.resourceRequirements ?? [],
    secrets: container.secrets ?? [],
    networkInterfaces: [],
    exitCode: job.exitCode,
    reason: job.reason,
    taskArn: task && arns.task(task.computeEnvironment, task.taskId),
    containerInstanceArn: task && containerInstance(state, arns, task.computeEnvironment),
    logStreamName: task?.logStreamName,
  };
}

/** Only environments of instances have them; the engine's is one machine, which has the environment's own id. */
function containerInstance(state: BatchState, arns: Arns, name: string): string | undefined {
  const environment = state.computeEnvironments.get(name);
  const isFargate = environment?.computeResources?.type?.startsWith('FARGATE') ?? false;
  const id = environment?.uuid?.replaceAll('-', '');
  return isFargate || id === undefined
    ? undefined
    : `${arns.cluster(name).replace(':cluster/', ':container-instance/')}/${id}`;
}
