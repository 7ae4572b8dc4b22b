// AWS Batch in memory for looking around: it counts calls, and fails or waits where a test says so.
import type { BatchBrowserPort, BatchPort, JobListing, Page, PageRequest, ResourceName } from '../../src/app/ports';
import type { ComputeEnvironment } from '../../src/core/computeEnvironment';
import { AppError } from '../../src/core/errors';
import type { ConsumableResource } from '../../src/core/consumableResource';
import type { Job, JobSummary } from '../../src/core/job';
import type { JobDefinition } from '../../src/core/jobDefinition';
import type { JobQueue } from '../../src/core/jobQueue';
import type { QueueFront } from '../../src/core/queueFront';
import type { FairsharePolicy, SchedulingPolicy } from '../../src/core/schedulingPolicy';

const account = 'arn:aws:batch:us-east-1:123456789012';

export const queueArn = (name: string): string => `${account}:job-queue/${name}`;
export const definitionArn = (revision: string): string => `${account}:job-definition/${revision}`;
export const environmentArn = (name: string): string => `${account}:compute-environment/${name}`;

export const policyArn = (name: string): string => `${account}:scheduling-policy/${name}`;

export function aQueue(name: string, rest: Partial<JobQueue> = {}): JobQueue {
  return {
    name,
    arn: queueArn(name),
    state: 'ENABLED',
    status: 'VALID',
    priority: 1,
    computeEnvironments: [environmentArn('local')],
    serviceEnvironments: [],
    ...rest,
  };
}

export function anEnvironment(name: string, rest: Partial<ComputeEnvironment> = {}): ComputeEnvironment {
  return {
    name,
    arn: environmentArn(name),
    management: 'MANAGED',
    state: 'ENABLED',
    status: 'VALID',
    resourceType: 'FARGATE',
    maxvCpus: 16,
    instanceTypes: [],
    ...rest,
  };
}

export function aDefinition(name: string, revision: number, rest: Partial<JobDefinition> = {}): JobDefinition {
  return {
    name,
    revision,
    arn: definitionArn(`${name}:${revision}`),
    status: 'ACTIVE',
    type: 'container',
    container: { image: 'busybox', vcpus: 0.25, memoryMib: 512 },
    platforms: ['FARGATE'],
    parameters: {},
    ...rest,
  };
}

export function aPolicy(name: string, rest: Partial<FairsharePolicy> = {}): SchedulingPolicy {
  const fairshare = { shareDecaySeconds: 0, computeReservation: 0, shareDistribution: [], ...rest };
  return { name, arn: policyArn(name), fairshare };
}

/** In the queue `q` unless another is given. */
export function aJob(jobId: string, status: string, rest: Partial<Job> = {}): Job {
  return {
    jobId,
    jobName: `name-${jobId}`,
    jobArn: `${account}:job/${jobId}`,
    status,
    createdAt: Date.parse('2026-11-24T07:00:00Z'),
    jobQueue: queueArn('q'),
    jobDefinition: `${account}:job-definition/d:1`,
    attempts: [],
    dependsOn: [],
    ...rest,
  };
}

type Browser = BatchBrowserPort & Pick<BatchPort, 'describeJobs'>;

export class FakeBrowser implements Browser {
  queues: JobQueue[] = [aQueue('q')];
  environments: ComputeEnvironment[] = [anEnvironment('local')];
  definitions: JobDefinition[] = [];
  jobs: Job[] = [];
  policies: SchedulingPolicy[] = [];
  front: QueueFront = { jobs: [] };
  consumables: ConsumableResource[] = [];
  /** Every call in a word or two, in their order: `jobs RUNNING q`. */
  calls: string[] = [];
  /** May throw, or answer later. */
  before: (call: string) => void | Promise<void> = () => undefined;
  /** As on AWS: by status and of children, by filter, of everything else. */
  pageSizes = { byStatus: 1000, byFilter: 100, resources: 100 };

  async describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]> {
    await this.begin(`describe ${jobIds.length}`, signal);
    return this.jobs.filter(({ jobId }) => jobIds.includes(jobId));
  }

  async fetchJobPage(listing: JobListing, page: PageRequest, signal: AbortSignal): Promise<Page<JobSummary>> {
    await this.begin(nameOf(listing), signal);
    if ('arrayJobId' in listing) {
      const children = this.jobs.filter(({ jobId }) => jobId.startsWith(`${listing.arrayJobId}:`));
      return pageOf(
        children.filter(({ status }) => status === listing.status).map(toSummary),
        page,
        this.pageSizes.byStatus,
      );
    }
    const parents = this.jobs.filter(({ jobId, jobQueue }) => jobQueue === listing.jobQueue && !jobId.includes(':'));
    const newest = [...parents].sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0)).map(toSummary);
    if ('status' in listing) {
      const { status } = listing;
      return pageOf(
        newest.filter((job) => job.status === status),
        page,
        this.pageSizes.byStatus,
      );
    }
    return pageOf(newest, page, this.pageSizes.byFilter);
  }

  async fetchJobQueuePage(page: PageRequest, signal: AbortSignal): Promise<Page<JobQueue>> {
    await this.begin('queues', signal);
    return pageOf(this.queues, page, this.pageSizes.resources);
  }

  async fetchComputeEnvironmentPage(page: PageRequest, signal: AbortSignal): Promise<Page<ComputeEnvironment>> {
    await this.begin('environments', signal);
    return pageOf(this.environments, page, this.pageSizes.resources);
  }

  async fetchJobDefinitionPage(
    { name, status }: { readonly name?: string; readonly status?: string },
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<JobDefinition>> {
    await this.begin(name === undefined ? 'definitions' : `revisions ${name}`, signal);
    const found = this.definitions.filter(
      (one) => (name === undefined || one.name === name) && (status === undefined || one.status === status),
    );
    return pageOf(found, page, this.pageSizes.resources);
  }

  async fetchSchedulingPolicyPage(page: PageRequest, signal: AbortSignal): Promise<Page<SchedulingPolicy>> {
    await this.begin('policies', signal);
    return pageOf(this.policies, page, this.pageSizes.resources);
  }

  async fetchQueueFront(jobQueue: string, signal: AbortSignal): Promise<QueueFront> {
    await this.begin(`front ${jobQueue.slice(jobQueue.indexOf('/') + 1)}`, signal);
    return this.front;
  }

  async fetchConsumableResource(resource: string, signal: AbortSignal): Promise<ConsumableResource> {
    await this.begin(`consumable ${resource}`, signal);
    const found = this.consumables.find(({ name }) => name === resource);
    return found ?? fails('notFound', `There is no consumable resource ${resource}.`);
  }

  async fetchRaw(resource: ResourceName, signal: AbortSignal): Promise<unknown> {
    await this.begin(`raw ${resource.kind}`, signal);
    return { resource };
  }

  private async begin(call: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.calls.push(call);
    await this.before(call);
    signal.throwIfAborted();
  }
}

export function fails(kind: AppError['kind'], message: string = kind): never {
  throw new AppError(kind, message);
}

function nameOf(listing: JobListing): string {
  if ('arrayJobId' in listing) return `children ${listing.status} ${listing.arrayJobId}`;
  const queue = listing.jobQueue.slice(listing.jobQueue.indexOf('/') + 1);
  if ('status' in listing) return `jobs ${listing.status} ${queue}`;
  return 'jobName' in listing ? `named ${queue}` : `recent ${queue}`;
}

function pageOf<T>(items: readonly T[], { token }: PageRequest, size: number): Page<T> {
  const start = Number(token ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? String(end) : undefined };
}

/** Lists tell less than descriptions. */
function toSummary({
  jobId,
  jobName,
  jobArn,
  status,
  statusReason,
  createdAt,
  startedAt,
  stoppedAt,
  ...rest
}: Job): JobSummary {
  const { exitCode, reason, array, jobDefinition, isStopping, nodeCount } = rest;
  const times = { createdAt, startedAt, stoppedAt };
  return {
    jobId,
    jobName,
    jobArn,
    status,
    statusReason,
    ...times,
    exitCode,
    reason,
    array,
    jobDefinition,
    isStopping,
    nodeCount,
  };
}
