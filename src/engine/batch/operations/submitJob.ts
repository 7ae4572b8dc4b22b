// SubmitJob: checks the request against definition and queue, and takes the job.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html
import { randomUUID } from 'node:crypto';
import type {
  ContainerOverrides,
  ContainerProperties,
  JobQueueDetail,
  ResourceRequirement,
  SubmitJobRequest,
  SubmitJobResponse,
} from '@aws-sdk/client-batch';
import { checkRange, checkTags, clientError } from '../checks';
import type { BatchOperation } from '../context';
import { checkEnvironment } from '../environment';
import type { JobRecord, JobSpec } from '../jobRecord';
import { type JobDefinitionRecord } from '../state';
import { resolveJobDefinition } from '../jobDefinitions';
import { checkDependencies } from '../jobDependencies';
import { checkReferences } from '../references';
import { checkResourceRequirements } from '../resourceRequirements';
import { checkRetryStrategy, checkTimeout } from '../retryStrategy';
import { checkCapability } from '../queueOfJob';
import { findJobQueue } from '../lookup';

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxRequestBytes = 30 * 1024;
/** The limit of ECS on overrides, which fails the job after it was taken. */
const maxOverridesLength = 8192;

export const submitJob: BatchOperation<SubmitJobRequest, SubmitJobResponse> = (input, context) => {
  const { state, arns, clock, lifecycle, scheduler } = context;
  checkRequest(input);
  const queue = findJobQueue(context, input.jobQueue ?? '');
  const definition = resolveJobDefinition(state, arns, input.jobDefinition ?? '');
  checkCapability(context, queue, definition);
  checkShare(input, queue);
  const spec = mergeSpec(input, definition);
  checkDependencies(state, input);
  const jobId = randomUUID();
  const job: JobRecord = {
    jobId,
    seq: state.index.nextSeq(),
    jobName: input.jobName ?? '',
    jobQueue: queue.jobQueueArn ?? '',
    jobDefinition: definition.jobDefinitionArn ?? '',
    status: 'SUBMITTED',
    createdAt: clock.now(),
    attempts: [],
    arraySize: input.arrayProperties?.size,
    spec,
  };
  state.store.commit(state.jobs.put(jobId, job));
  lifecycle.judgeLater(jobId);
  scheduler.wake();
  return { jobArn: arns.of('job', jobId), jobName: job.jobName, jobId };
};

function checkRequest(input: SubmitJobRequest): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(input.jobName ?? '')) {
    throw clientError('Job name should match valid pattern');
  }
  const sizeBytes = Buffer.byteLength(JSON.stringify(input));
  if (sizeBytes > maxRequestBytes) {
    throw clientError(`The request is ${sizeBytes} bytes long; SubmitJob takes ${maxRequestBytes} at most.`);
  }
  for (const [name, used] of Object.entries({
    nodeOverrides: input.nodeOverrides,
    eksPropertiesOverride: input.eksPropertiesOverride,
    ecsPropertiesOverride: input.ecsPropertiesOverride,
    consumableResourcePropertiesOverride: input.consumableResourcePropertiesOverride,
  })) {
    if (used !== undefined) throw clientError(`The local engine does not support ${name}.`);
  }
  checkRange('arrayProperties.size', input.arrayProperties?.size, 2, 10_000);
  checkRange('schedulingPriorityOverride', input.schedulingPriorityOverride, 0, 9999);
  checkTags(input.tags);
  checkRetryStrategy(input.retryStrategy);
  checkTimeout(input.timeout);
  const overrides = input.containerOverrides;
  if (overrides?.command?.includes('')) throw clientError('containerOverrides.command must not hold an empty string.');
  checkEnvironment(overrides?.environment);
}

function checkShare({ shareIdentifier, schedulingPriorityOverride }: SubmitJobRequest, queue: JobQueueDetail): void {
  if (queue.schedulingPolicyArn === undefined) {
    if (shareIdentifier === undefined && schedulingPriorityOverride === undefined) return;
    // The missing blank is AWS's own; clients test the text.
    throw clientError(
      'Job with shareIdentifier or schedulingPriority can onlybe submitted to job queue with fair share scheduling policy.',
    );
  }
  if (shareIdentifier === undefined) {
    throw clientError('A shareIdentifier is required: the job queue has a fair share scheduling policy.');
  }
  if (!/^[A-Za-z0-9]{1,255}$/.test(shareIdentifier)) {
    throw clientError(`shareIdentifier "${shareIdentifier}" must be 1 to 255 letters and digits.`);
  }
}

function mergeSpec(input: SubmitJobRequest, definition: JobDefinitionRecord): JobSpec {
  const parameters = { ...definition.parameters, ...input.parameters };
  const container = mergeContainer(definition, input.containerOverrides);
  const platformCapabilities = definition.platformCapabilities ?? [];
  checkReferences(container.command ?? [], parameters);
  const need = checkResourceRequirements(container.resourceRequirements ?? [], platformCapabilities);
  const propagateTags = input.propagateTags ?? definition.propagateTags ?? false;
  return {
    parameters,
    dependsOn: input.dependsOn ?? [],
    container,
    retryStrategy: input.retryStrategy ?? definition.retryStrategy,
    timeout: input.timeout ?? definition.timeout,
    tags: input.tags ?? {},
    propagateTags,
    platformCapabilities,
    shareIdentifier: input.shareIdentifier,
    schedulingPriority:
      input.shareIdentifier === undefined
        ? undefined
        : (input.schedulingPriorityOverride ?? definition.schedulingPriority ?? 0),
    ...need,
  };
}

function mergeContainer(
  { containerProperties: base = {}, deprecated }: JobDefinitionRecord,
  overrides: ContainerOverrides | undefined,
): ContainerProperties {
  if (overrides === undefined) return base;
  const text = JSON.stringify({ command: overrides.command, environment: overrides.environment });
  if (text.length > maxOverridesLength) {
    throw clientError(`Container Overrides length must be at most ${maxOverridesLength}; it is ${text.length}.`);
  }
  if (overrides.instanceType !== undefined) {
    throw clientError('containerOverrides.instanceType applies to multi-node parallel jobs only.');
  }
  return {
    ...base,
    command: overrides.command ?? base.command,
    environment: mergeBy('name', base.environment, overrides.environment),
    resourceRequirements: mergeBy(
      'type',
      base.resourceRequirements,
      requirementsOf(overrides, deprecated !== undefined),
    ),
  };
}

/** The deprecated members still serve for definitions that use them; against requirements they do not count on AWS. */
function requirementsOf(overrides: ContainerOverrides, usesDeprecated: boolean): ResourceRequirement[] {
  const { vcpus, memory }: { readonly vcpus?: number; readonly memory?: number } = overrides;
  if ((vcpus !== undefined || memory !== undefined) && !usesDeprecated) {
    throw clientError(
      "This value was submitted in a deprecated key and may conflict with the value provided by the job definition's resource requirements.",
    );
  }
  const deprecated: ResourceRequirement[] = [];
  if (vcpus !== undefined) deprecated.push({ type: 'VCPU', value: String(vcpus) });
  if (memory !== undefined) deprecated.push({ type: 'MEMORY', value: String(memory) });
  return [...deprecated, ...(overrides.resourceRequirements ?? [])];
}

/** What the override names takes the place of its like, or is added. */
function mergeBy<K extends string, T extends { readonly [key in K]?: string | undefined }>(
  key: K,
  base: readonly T[] = [],
  overrides: readonly T[] = [],
): T[] {
  return [...new Map([...base, ...overrides].map((item) => [item[key], item])).values()];
}
