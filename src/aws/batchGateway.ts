// AWS Batch through the SDK.
import type { ContainerOverrides, ListJobsCommandInput, SubmitJobCommandInput } from '@aws-sdk/client-batch';
import type {
  BatchBrowserPort,
  BatchPort,
  JobListing,
  JobSelector,
  Page,
  PageRequest,
  RefusedJob,
  ResourceName,
  SubmitJobRequest,
} from '../app/ports';
import { nameOfArn } from '../core/arn';
import type { ComputeEnvironment } from '../core/computeEnvironment';
import type { ConsumableResource } from '../core/consumableResource';
import { AppError } from '../core/errors';
import type { Job, JobSummary } from '../core/job';
import type { JobDefinition } from '../core/jobDefinition';
import type { JobQueue } from '../core/jobQueue';
import type { QueueFront } from '../core/queueFront';
import type { SchedulingPolicy } from '../core/schedulingPolicy';
import { call } from './call';
import type { AwsClients } from './clients';
import { fetchRaw } from './fetchRaw';
import { refusalOf } from './refusal';
import {
  toComputeEnvironment,
  toConsumableResource,
  toJob,
  toJobDefinition,
  toJobQueue,
  toJobSummary,
  toQueueFront,
  toSchedulingPolicy,
} from './translate';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const idsPerCall = 100;

export class BatchGateway implements BatchPort, BatchBrowserPort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async submitJob(request: SubmitJobRequest, signal: AbortSignal): Promise<{ readonly jobId: string }> {
    const { sdk, submitter } = await this.clients();
    const doing = `submit the job "${request.jobName}"`;
    const { jobId } = await call(doing, submitter, new sdk.SubmitJobCommand(submitInput(request)), signal);
    if (jobId === undefined) {
      const text = `Could not ${doing}: the answer names no job. Is the endpoint one of AWS Batch?`;
      throw new AppError('server', text, { isAnswerLost: true });
    }
    return { jobId };
  }

  async describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]> {
    const { sdk, batch } = await this.clients();
    const jobs: Job[] = [];
    for (let start = 0; start < jobIds.length; start += idsPerCall) {
      const command = new sdk.DescribeJobsCommand({ jobs: jobIds.slice(start, start + idsPerCall) });
      const answer = await call('describe jobs', batch, command, signal);
      jobs.push(...(answer.jobs ?? []).map(toJob));
    }
    return jobs;
  }

  async *listJobs(selector: JobSelector, signal: AbortSignal): AsyncIterable<readonly JobSummary[]> {
    let token: string | undefined;
    do {
      const { items, nextToken } = await this.fetchJobPage(selector, { token }, signal);
      yield items;
      token = nextToken;
    } while (token !== undefined);
  }

  async terminateJob(jobId: string, reason: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    await call(`terminate the job ${jobId}`, batch, new sdk.TerminateJobCommand({ jobId, reason }), signal);
  }

  async terminateJobs(jobIds: readonly string[], reason: string, signal: AbortSignal): Promise<readonly RefusedJob[]> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.TerminateJobsCommand({ jobs: [...jobIds], reason });
    const { errors = [] } = await call(`terminate ${jobIds.length} jobs`, batch, command, signal);
    return errors.map(({ job = '', code, message }) => ({
      jobId: nameOfArn(job),
      error: refusalOf(`terminate the job ${nameOfArn(job)}`, code, message),
    }));
  }

  async fetchJobPage(listing: JobListing, page: PageRequest, signal: AbortSignal): Promise<Page<JobSummary>> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.ListJobsCommand({ ...listInput(listing), nextToken: page.token });
    const answer = await call('list jobs', batch, command, signal);
    return toPage(answer.jobSummaryList, toJobSummary, answer.nextToken);
  }

  async fetchJobQueuePage(page: PageRequest, signal: AbortSignal): Promise<Page<JobQueue>> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DescribeJobQueuesCommand({ nextToken: page.token });
    const answer = await call('list the job queues', batch, command, signal);
    return toPage(answer.jobQueues, toJobQueue, answer.nextToken);
  }

  async fetchComputeEnvironmentPage(page: PageRequest, signal: AbortSignal): Promise<Page<ComputeEnvironment>> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DescribeComputeEnvironmentsCommand({ nextToken: page.token });
    const answer = await call('list the compute environments', batch, command, signal);
    return toPage(answer.computeEnvironments, toComputeEnvironment, answer.nextToken);
  }

  async fetchJobDefinitionPage(
    { name, status }: { readonly name?: string; readonly status?: 'ACTIVE' | 'INACTIVE' },
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<JobDefinition>> {
    const { sdk, batch } = await this.clients();
    const input = { jobDefinitionName: name, status, nextToken: page.token };
    const command = new sdk.DescribeJobDefinitionsCommand(input);
    const answer = await call('list the job definitions', batch, command, signal);
    return toPage(answer.jobDefinitions, toJobDefinition, answer.nextToken);
  }

  async fetchSchedulingPolicyPage(page: PageRequest, signal: AbortSignal): Promise<Page<SchedulingPolicy>> {
    const { sdk, batch } = await this.clients();
    const list = new sdk.ListSchedulingPoliciesCommand({ nextToken: page.token });
    const listed = await call('list the scheduling policies', batch, list, signal);
    const arns = (listed.schedulingPolicies ?? []).flatMap(({ arn }) => arn ?? []);
    // Without names it would tell of none.
    if (arns.length === 0) return toPage([], toSchedulingPolicy, listed.nextToken);
    const describe = new sdk.DescribeSchedulingPoliciesCommand({ arns });
    const answer = await call('describe the scheduling policies', batch, describe, signal);
    return toPage(answer.schedulingPolicies, toSchedulingPolicy, listed.nextToken);
  }

  async fetchQueueFront(jobQueue: string, signal: AbortSignal): Promise<QueueFront> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.GetJobQueueSnapshotCommand({ jobQueue });
    return toQueueFront(await call(`see which jobs of the queue ${jobQueue} come next`, batch, command, signal));
  }

  async fetchConsumableResource(consumableResource: string, signal: AbortSignal): Promise<ConsumableResource> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DescribeConsumableResourceCommand({ consumableResource });
    const answer = await call(
      `look at the consumable resource ${nameOfArn(consumableResource)}`,
      batch,
      command,
      signal,
    );
    return toConsumableResource(answer);
  }

  async fetchRaw(resource: ResourceName, signal: AbortSignal): Promise<unknown> {
    return fetchRaw(await this.clients(), resource, signal);
  }
}

function submitInput(request: SubmitJobRequest): SubmitJobCommandInput {
  const { jobName, jobQueue, jobDefinition, arraySize, dependsOnJobIds, environment, otherMembers } = request;
  return {
    ...otherMembers,
    jobName,
    jobQueue,
    jobDefinition,
    ...(arraySize !== undefined && { arrayProperties: { size: arraySize } }),
    ...(dependsOnJobIds !== undefined && { dependsOn: dependsOnJobIds.map((jobId) => ({ jobId })) }),
    ...(environment !== undefined && { containerOverrides: withEnvironment(otherMembers, environment) }),
  };
}

/** Beside the overrides that are there, and over variables of the same name. */
function withEnvironment(
  otherMembers: SubmitJobRequest['otherMembers'],
  environment: Readonly<Record<string, string>>,
): ContainerOverrides {
  const overrides = otherMembers?.containerOverrides as ContainerOverrides | undefined;
  const others = overrides?.environment?.filter(({ name = '' }) => !Object.hasOwn(environment, name)) ?? [];
  const own = Object.entries(environment).map(([name, value]) => ({ name, value }));
  return { ...overrides, environment: [...others, ...own] };
}

function listInput(listing: JobListing): ListJobsCommandInput {
  if ('arrayJobId' in listing) return { arrayJobId: listing.arrayJobId, jobStatus: listing.status };
  const { jobQueue } = listing;
  if ('status' in listing) return { jobQueue, jobStatus: listing.status };
  const [name, value] =
    'jobName' in listing ? ['JOB_NAME', listing.jobName] : ['AFTER_CREATED_AT', String(listing.createdAfter)];
  return { jobQueue, filters: [{ name, values: [value] }] };
}

/** Some emulators give an empty token where AWS gives none. */
function toPage<Theirs, Ours>(
  items: readonly Theirs[] | undefined,
  translate: (item: Theirs) => Ours,
  nextToken: string | undefined,
): Page<Ours> {
  return { items: (items ?? []).map(translate), nextToken: nextToken === '' ? undefined : nextToken };
}
