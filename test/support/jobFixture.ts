// A queue and a definition for tests of jobs: on the engine at once, on real AWS (REMOTE=1) on Fargate.
import {
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  DeleteComputeEnvironmentCommand,
  DeleteJobQueueCommand,
  DeregisterJobDefinitionCommand,
  DescribeComputeEnvironmentsCommand,
  DescribeJobQueuesCommand,
  DescribeJobsCommand,
  type JobDetail,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  type SubmitJobRequest,
  UpdateComputeEnvironmentCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { type Target, openTarget, uniqueName } from './target';
import { until } from './until';

export type JobFixture = {
  readonly target: Target;
  readonly queue: string;
  readonly definition: string;
  /** Submits a job that runs this line in `sh`. */
  submit(script: string, rest?: Partial<SubmitJobRequest>): Promise<string>;
  describe(jobId: string): Promise<JobDetail>;
  /** Waits until the job is in one of these states. */
  waitFor(jobId: string, ...statuses: readonly string[]): Promise<JobDetail>;
  close(): Promise<void>;
};

/** On real AWS a first task takes minutes. */
const localDeadlineMs = 15_000;
const remoteDeadlineMs = 600_000;

export async function openJobFixture(maxvCpus = 16): Promise<JobFixture> {
  const target = await openTarget();
  const name = uniqueName('conformance');
  const isValid = (resources: readonly { readonly status?: string }[] = []): boolean =>
    resources[0]?.status === 'VALID';
  await target.batch.send(
    new CreateComputeEnvironmentCommand({
      computeEnvironmentName: name,
      type: 'MANAGED',
      computeResources: {
        type: 'FARGATE',
        maxvCpus,
        subnets: [process.env.REMOTE_SUBNET ?? 'subnet-1'],
        securityGroupIds: [process.env.REMOTE_SECURITY_GROUP ?? 'sg-1'],
      },
    }),
  );
  const deadlineMs = target.isRemote ? remoteDeadlineMs : localDeadlineMs;
  await until(deadlineMs, 'the environment is VALID', async () => {
    const answer = await target.batch.send(new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] }));
    return isValid(answer.computeEnvironments);
  });
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: name }];
  await target.batch.send(new CreateJobQueueCommand({ jobQueueName: name, priority: 1, computeEnvironmentOrder }));
  await until(deadlineMs, 'the queue is VALID', async () => {
    const answer = await target.batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
    return isValid(answer.jobQueues);
  });
  const { jobDefinitionArn } = await target.batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: name,
      type: 'container',
      platformCapabilities: ['FARGATE'],
      containerProperties: {
        image: target.isRemote ? 'public.ecr.aws/docker/library/busybox:1.37' : 'host',
        command: ['sh', '-c', 'Ref::script'],
        executionRoleArn: process.env.REMOTE_EXECUTION_ROLE ?? 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
        networkConfiguration: { assignPublicIp: 'ENABLED' },
        resourceRequirements: [
          { type: 'VCPU', value: '0.25' },
          { type: 'MEMORY', value: '512' },
        ],
      },
    }),
  );
  const describe = async (jobId: string): Promise<JobDetail> => {
    const { jobs = [] } = await target.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    const [job] = jobs;
    if (job === undefined) throw new Error(`DescribeJobs does not know ${jobId}`);
    return job;
  };
  return {
    target,
    queue: name,
    definition: name,
    describe,
    async submit(script, rest = {}) {
      const { jobId = '' } = await target.batch.send(
        new SubmitJobCommand({ jobName: 'test', jobQueue: name, jobDefinition: name, parameters: { script }, ...rest }),
      );
      return jobId;
    },
    async waitFor(jobId, ...statuses) {
      let job = await describe(jobId);
      await until(deadlineMs, `${jobId} is ${statuses.join(' or ')}`, async () => {
        job = await describe(jobId);
        return statuses.includes(job.status ?? '');
      });
      return job;
    },
    async close() {
      if (target.isRemote) await removeRemote(target, name, jobDefinitionArn ?? '', deadlineMs);
      await target.close();
    },
  };
}

async function removeRemote(target: Target, name: string, definition: string, deadlineMs: number): Promise<void> {
  const { batch } = target;
  await batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: definition }));
  await batch.send(new UpdateJobQueueCommand({ jobQueue: name, state: 'DISABLED' }));
  const settled = async (): Promise<boolean> => {
    const { jobQueues = [] } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
    return jobQueues[0]?.status === 'VALID';
  };
  await until(deadlineMs, 'the queue is disabled', settled);
  await batch.send(new DeleteJobQueueCommand({ jobQueue: name }));
  await until(deadlineMs, 'the queue is gone', async () => {
    const { jobQueues = [] } = await batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
    return jobQueues.every(({ status }) => status === 'DELETED');
  });
  await batch.send(new UpdateComputeEnvironmentCommand({ computeEnvironment: name, state: 'DISABLED' }));
  await until(deadlineMs, 'the environment can be deleted', async () => {
    const answer = await batch.send(new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] }));
    return answer.computeEnvironments?.[0]?.status === 'VALID';
  });
  await batch.send(new DeleteComputeEnvironmentCommand({ computeEnvironment: name }));
}
