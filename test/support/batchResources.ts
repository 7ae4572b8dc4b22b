// Compute environments, queues, definitions and policies that a Batch test needs: made, waited for, and removed again.
import assert from 'node:assert/strict';
import {
  type BatchClient,
  ClientException,
  CreateComputeEnvironmentCommand,
  type CreateComputeEnvironmentCommandInput,
  CreateJobQueueCommand,
  type CreateJobQueueCommandInput,
  CreateSchedulingPolicyCommand,
  type CreateSchedulingPolicyCommandInput,
  DeleteComputeEnvironmentCommand,
  DeleteJobQueueCommand,
  DeleteSchedulingPolicyCommand,
  DeregisterJobDefinitionCommand,
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  RegisterJobDefinitionCommand,
  type RegisterJobDefinitionCommandInput,
  UpdateComputeEnvironmentCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { type Target, uniqueName } from './target';
import { until } from './until';

/** AWS takes a minute or two to make an environment; the engine none. */
const remoteDeadlineMs = 300_000;

/** Where a Fargate environment lives: real ids on AWS, anything of the right form here. */
export const network = {
  subnets: [process.env.REMOTE_SUBNET ?? 'subnet-1'],
  securityGroupIds: [process.env.REMOTE_SECURITY_GROUP ?? 'sg-1'],
};

export const fargate = { type: 'FARGATE', maxvCpus: 4, ...network } as const;

export const ec2 = {
  type: 'EC2',
  minvCpus: 0,
  maxvCpus: 4,
  instanceTypes: ['optimal'],
  instanceRole: process.env.REMOTE_INSTANCE_ROLE ?? 'ecsInstanceRole',
  ...network,
} as const;

export type Named = { readonly name: string; readonly arn: string };

/** What a test made, and the way to remove it. */
export class BatchResources {
  private readonly queues: string[] = [];
  private readonly environments: string[] = [];
  private readonly definitions: string[] = [];
  private readonly policies: string[] = [];

  constructor(private readonly target: Target) {}

  async environment(overrides: Partial<CreateComputeEnvironmentCommandInput> = {}): Promise<Named> {
    const name = uniqueName('env');
    const made = await this.target.batch.send(
      new CreateComputeEnvironmentCommand({
        computeEnvironmentName: name,
        type: 'MANAGED',
        computeResources: fargate,
        ...overrides,
      }),
    );
    this.environments.push(name);
    await this.until(async () => (await describeEnvironment(this.target.batch, name)).status === 'VALID');
    return { name, arn: made.computeEnvironmentArn ?? '' };
  }

  async queue(environments: readonly Named[], overrides: Partial<CreateJobQueueCommandInput> = {}): Promise<Named> {
    const name = uniqueName('queue');
    const made = await this.target.batch.send(
      new CreateJobQueueCommand({
        jobQueueName: name,
        priority: 1,
        computeEnvironmentOrder: environments.map(({ arn }, order) => ({ order, computeEnvironment: arn })),
        ...overrides,
      }),
    );
    this.queues.push(name);
    await this.until(async () => (await describeQueue(this.target.batch, name)).status === 'VALID');
    return { name, arn: made.jobQueueArn ?? '' };
  }

  async definition(overrides: Partial<RegisterJobDefinitionCommandInput> = {}): Promise<Named> {
    const made = await this.target.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: uniqueName('definition'),
        type: 'container',
        containerProperties: container,
        ...overrides,
      }),
    );
    this.definitions.push(made.jobDefinitionArn ?? '');
    return { name: made.jobDefinitionName ?? '', arn: made.jobDefinitionArn ?? '' };
  }

  async policy(overrides: Partial<CreateSchedulingPolicyCommandInput> = {}): Promise<Named> {
    const name = uniqueName('policy');
    const made = await this.target.batch.send(new CreateSchedulingPolicyCommand({ name, ...overrides }));
    this.policies.push(made.arn ?? '');
    return { name, arn: made.arn ?? '' };
  }

  /** Removes everything that is left, in the order that AWS allows. */
  async remove(): Promise<void> {
    const { batch } = this.target;
    for (const jobDefinition of this.definitions) {
      await batch.send(new DeregisterJobDefinitionCommand({ jobDefinition }));
    }
    for (const jobQueue of this.queues) await this.removeQueue(jobQueue);
    for (const computeEnvironment of this.environments) await this.removeEnvironment(computeEnvironment);
    for (const arn of this.policies) {
      await batch.send(new DeleteSchedulingPolicyCommand({ arn })).catch(ignoreClientError);
    }
  }

  /** Closes the target in any case: an engine that is left open would keep the test process from ending. */
  async removeAndClose(): Promise<void> {
    try {
      await this.remove();
    } finally {
      await this.target.close();
    }
  }

  private async removeQueue(name: string): Promise<void> {
    const { batch } = this.target;
    const { jobQueues = [] } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
    if (jobQueues.length === 0) return;
    await batch.send(new UpdateJobQueueCommand({ jobQueue: name, state: 'DISABLED' }));
    await this.until(async () => (await describeQueue(batch, name)).status === 'VALID');
    await batch.send(new DeleteJobQueueCommand({ jobQueue: name }));
    await this.until(async () => {
      const left = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
      return (left.jobQueues ?? []).every(({ status }) => status === 'DELETED');
    });
  }

  private async removeEnvironment(name: string): Promise<void> {
    const { batch } = this.target;
    const { computeEnvironments = [] } = await batch.send(
      new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] }),
    );
    if (computeEnvironments.length === 0) return;
    await batch.send(new UpdateComputeEnvironmentCommand({ computeEnvironment: name, state: 'DISABLED' }));
    await this.until(async () => (await describeEnvironment(batch, name)).status === 'VALID');
    await batch.send(new DeleteComputeEnvironmentCommand({ computeEnvironment: name }));
  }

  private until(isDone: () => Promise<boolean>): Promise<void> {
    return until(this.target.isRemote ? remoteDeadlineMs : 5000, 'the resource is ready', isDone);
  }
}

/** The smallest container that AWS takes on EC2. */
export const container = {
  image: 'busybox',
  command: ['true'],
  resourceRequirements: [
    { type: 'VCPU' as const, value: '1' },
    { type: 'MEMORY' as const, value: '128' },
  ],
};

export async function describeEnvironment(batch: BatchClient, name: string) {
  const { computeEnvironments } = await batch.send(
    new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] }),
  );
  const [environment] = computeEnvironments ?? [];
  assert(environment, `there is no compute environment ${name}`);
  return environment;
}

export async function describeQueue(batch: BatchClient, name: string) {
  const { jobQueues } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
  const [queue] = jobQueues ?? [];
  assert(queue, `there is no job queue ${name}`);
  return queue;
}

/** Expects a ClientException (400). The text is looked at only here: AWS does not publish most of its own. */
export async function rejectsWithClientError(
  { isRemote }: Pick<Target, 'isRemote'>,
  answer: Promise<unknown>,
  text: RegExp,
): Promise<void> {
  await assert.rejects(answer, (cause) => {
    assert(cause instanceof ClientException, `not a ClientException: ${String(cause)}`);
    assert.equal(cause.$metadata.httpStatusCode, 400);
    if (!isRemote) assert.match(cause.message, text);
    return true;
  });
}

function ignoreClientError(cause: unknown): void {
  if (!(cause instanceof ClientException)) throw cause;
}
