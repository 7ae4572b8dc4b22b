import assert from 'node:assert/strict';
import { UpdateJobQueueCommand, type UpdateJobQueueCommandInput } from '@aws-sdk/client-batch';
import { BatchResources, describeQueue, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch UpdateJobQueue', () => {
  let target: Target;
  let resources: BatchResources;
  let environment: Named;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    environment = await resources.environment();
  });
  after(() => resources.removeAndClose());

  const update = (jobQueue: string, input: Omit<UpdateJobQueueCommandInput, 'jobQueue'>) =>
    target.batch.send(new UpdateJobQueueCommand({ jobQueue, ...input }));

  it('changes what is given and nothing else', async () => {
    const { name, arn } = await resources.queue([environment], { tags: { team: 'a' } });
    const before = await describeQueue(target.batch, name);
    const answer = await update(arn, { priority: 5, state: 'DISABLED' });
    assert.deepEqual([answer.jobQueueName, answer.jobQueueArn], [name, arn]);
    const after = await describeQueue(target.batch, name);
    assert.deepEqual(
      { ...after, status: undefined, statusReason: undefined },
      { ...before, priority: 5, state: 'DISABLED', status: undefined, statusReason: undefined },
    );
  });

  it('puts other compute environments behind the queue', async () => {
    const { name } = await resources.queue([environment]);
    const other = await resources.environment();
    const order = [other, environment].map(({ arn }, index) => ({ order: index + 1, computeEnvironment: arn }));
    await update(name, { computeEnvironmentOrder: order });
    assert.deepEqual((await describeQueue(target.batch, name)).computeEnvironmentOrder, order);
    await rejectsWithClientError(target, update(name, { computeEnvironmentOrder: [] }), /must have 1 to 3 entries/);
  });

  it('swaps the policy of a fair-share queue, and neither removes nor adds one', async () => {
    const [first, second] = [await resources.policy(), await resources.policy()];
    const fair = await resources.queue([environment], { schedulingPolicyArn: first.arn });
    await update(fair.name, { schedulingPolicyArn: second.arn });
    assert.equal((await describeQueue(target.batch, fair.name)).schedulingPolicyArn, second.arn);
    const plain = await resources.queue([environment]);
    await rejectsWithClientError(target, update(plain.name, { schedulingPolicyArn: first.arn }), /cannot be added/);
    if (target.isRemote) return; // The queue is still being updated.
    await rejectsWithClientError(target, update(fair.name, { schedulingPolicyArn: '' }), /cannot be removed/);
  });

  it('refuses values out of range and a queue that does not exist', async () => {
    const { name } = await resources.queue([environment]);
    await rejectsWithClientError(target, update(name, { priority: 1.5 }), /priority must be a whole number/);
    await rejectsWithClientError(target, update(name, { state: 'OFF' as 'DISABLED' }), /state must be one of ENABLED/);
    await rejectsWithClientError(
      target,
      update('nothing-here', { priority: 1 }),
      /job-queue\/nothing-here does not exist/,
    );
  });
});
