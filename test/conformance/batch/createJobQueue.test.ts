import assert from 'node:assert/strict';
import { CreateJobQueueCommand, type CreateJobQueueCommandInput } from '@aws-sdk/client-batch';
import { BatchResources, describeQueue, ec2, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

describe('batch CreateJobQueue', () => {
  let target: Target;
  let resources: BatchResources;
  let environment: Named;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    environment = await resources.environment();
  });
  after(() => resources.removeAndClose());

  const refused = (overrides: Partial<CreateJobQueueCommandInput>, text: RegExp): Promise<void> => {
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: environment.arn }];
    const input = { jobQueueName: uniqueName('queue'), priority: 1, computeEnvironmentOrder };
    return rejectsWithClientError(
      target,
      target.batch.send(new CreateJobQueueCommand({ ...input, ...overrides })),
      text,
    );
  };

  it('makes a queue that is ENABLED and soon VALID, and shows its environments by ARN', async () => {
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: environment.name }];
    const { name, arn } = await resources.queue([], { computeEnvironmentOrder, priority: 7, tags: { team: 'a' } });
    assert.match(arn, new RegExp(`^arn:aws:batch:[a-z0-9-]+:\\d{12}:job-queue/${name}$`));
    const queue = await describeQueue(target.batch, name);
    assert.equal(queue.jobQueueArn, arn);
    assert.equal(queue.state, 'ENABLED');
    assert.equal(queue.statusReason, 'JobQueue Healthy');
    assert.equal(queue.priority, 7);
    assert.equal(queue.jobQueueType, 'ECS_FARGATE');
    assert.deepEqual(queue.tags, { team: 'a' });
    assert.deepEqual(queue.computeEnvironmentOrder, [{ order: 1, computeEnvironment: environment.arn }]);
    assert.equal(queue.schedulingPolicyArn, undefined);
  });

  it('keeps the time limits of blocked jobs', async () => {
    const reason = 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY';
    const action = { reason, state: 'RUNNABLE', maxTimeSeconds: 600, action: 'CANCEL' } as const;
    const { name } = await resources.queue([environment], { jobStateTimeLimitActions: [action] });
    assert.deepEqual((await describeQueue(target.batch, name)).jobStateTimeLimitActions, [action]);
    await refused({ jobStateTimeLimitActions: [{ ...action, maxTimeSeconds: 599 }] }, /maxTimeSeconds .* from 600/);
    await refused({ jobStateTimeLimitActions: [{ ...action, maxTimeSeconds: 86_401 }] }, /to 86400; it is 86401/);
    await refused({ jobStateTimeLimitActions: [{ ...action, action: 'TERMINATE' }] }, /action must be one of CANCEL/);
    await refused(
      { jobStateTimeLimitActions: [{ ...action, state: 'STARTING' as 'RUNNABLE' }] },
      /state must be one of/,
    );
  });

  it('makes a fair-share queue', async () => {
    const policy = await resources.policy();
    const { name } = await resources.queue([environment], { schedulingPolicyArn: policy.arn });
    assert.equal((await describeQueue(target.batch, name)).schedulingPolicyArn, policy.arn);
    await refused({ schedulingPolicyArn: `${policy.arn}-other` }, /scheduling-policy\/policy-.*-other does not exist/);
  });

  it('refuses a name that is taken or not one', async () => {
    const { name } = await resources.queue([environment]);
    await refused({ jobQueueName: name }, /already exists/);
    await refused({ jobQueueName: 'a/b' }, /jobQueueName "a\/b" must be/);
  });

  it('refuses values out of range', async () => {
    await refused({ priority: -1 }, /priority must be a whole number from 0/);
    await refused({ state: 'PAUSED' as 'ENABLED' }, /state must be one of ENABLED, DISABLED; it is "PAUSED"/);
  });

  it('refuses compute environments that do not make a queue', async () => {
    const of = (names: readonly string[]) => names.map((computeEnvironment, order) => ({ order, computeEnvironment }));
    await refused({ computeEnvironmentOrder: [] }, /must have 1 to 3 entries; it has 0/);
    await refused({ computeEnvironmentOrder: of(Array<string>(4).fill(environment.arn)) }, /1 to 3 entries; it has 4/);
    await refused(
      { computeEnvironmentOrder: of(['nothing-here']) },
      /compute-environment\/nothing-here does not exist/,
    );
    await refused({ computeEnvironmentOrder: of([environment.arn, environment.name]) }, /is given twice/);
    if (target.isRemote) return; // It would need an instance role.
    const other = await resources.environment({ computeResources: { ...ec2, instanceTypes: ['optimal'] } });
    await refused({ computeEnvironmentOrder: of([environment.arn, other.arn]) }, /all EC2 and SPOT or all FARGATE/);
    const sameOrder = [environment, other].map(({ arn }) => ({ order: 1, computeEnvironment: arn }));
    await refused({ computeEnvironmentOrder: sameOrder }, /order 1 is given twice/);
    const { name } = await resources.queue([other]);
    assert.equal((await describeQueue(target.batch, name)).jobQueueType, 'ECS');
  });

  it('says what the local engine does not run', async () => {
    if (target.isRemote) return;
    await refused({ jobQueueType: 'SAGEMAKER_TRAINING' }, /does not run job queues of type SAGEMAKER_TRAINING/);
    const serviceEnvironmentOrder = [{ order: 1, serviceEnvironment: 's' }];
    await refused({ serviceEnvironmentOrder }, /does not run service environments/);
  });
});
