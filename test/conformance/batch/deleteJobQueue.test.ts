import assert from 'node:assert/strict';
import {
  DeleteJobQueueCommand,
  DescribeJobQueuesCommand,
  DescribeJobsCommand,
  SubmitJobCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { BatchResources, describeQueue, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';
import { until } from '../../support/until';

const deadlineMs = process.env.REMOTE === '1' ? 300_000 : 15_000;

describe('batch DeleteJobQueue', () => {
  let target: Target;
  let resources: BatchResources;
  let environment: Named;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    environment = await resources.environment();
  });
  after(() => resources.removeAndClose());

  const remove = (jobQueue: string) => target.batch.send(new DeleteJobQueueCommand({ jobQueue }));
  const disable = async (jobQueue: string): Promise<void> => {
    await target.batch.send(new UpdateJobQueueCommand({ jobQueue, state: 'DISABLED' }));
    await until(deadlineMs, 'the queue is disabled', async () => {
      return (await describeQueue(target.batch, jobQueue)).status === 'VALID';
    });
  };
  const untilGone = (name: string): Promise<void> =>
    until(deadlineMs, 'the queue is gone', async () => {
      const { jobQueues = [] } = await target.batch.send(new DescribeJobQueuesCommand({ jobQueues: [name] }));
      return jobQueues.every(({ status }) => status === 'DELETED');
    });

  it('removes a queue that is disabled; its environment stays attached till then', async () => {
    const { name, arn } = await resources.queue([environment]);
    await disable(name);
    await remove(arn);
    await untilGone(name);
    if (!target.isRemote) await rejectsWithClientError(target, remove(name), /does not exist/);
  });

  it('refuses a queue that is enabled', async () => {
    const { name } = await resources.queue([environment]);
    await rejectsWithClientError(target, remove(name), /^Cannot delete, state must be DISABLED/);
  });

  it('ends the jobs that are left before it goes', async () => {
    const queue = await resources.queue([environment]);
    const definition = await resources.definition({
      platformCapabilities: ['FARGATE'],
      containerProperties: {
        image: target.isRemote ? 'public.ecr.aws/docker/library/busybox:1.37' : 'host',
        command: ['sleep', '600'],
        executionRoleArn: process.env.REMOTE_EXECUTION_ROLE ?? 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
        resourceRequirements: [
          { type: 'VCPU', value: '0.25' },
          { type: 'MEMORY', value: '512' },
        ],
      },
    });
    const submit = new SubmitJobCommand({ jobName: 'j', jobQueue: queue.name, jobDefinition: definition.arn });
    const { jobId = '' } = await target.batch.send(submit);
    await disable(queue.name);
    await remove(queue.name);
    await untilGone(queue.name);
    const { jobs = [] } = await target.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    assert.equal(jobs[0]?.status, 'FAILED');
    assert.equal(jobs[0].statusReason, 'JobQueue deleted');
  });
});
