import assert from 'node:assert/strict';
import { createSchedulingPolicy } from '../../../../src/engine/batch/operations/createSchedulingPolicy';
import { getJobQueueSnapshot } from '../../../../src/engine/batch/operations/getJobQueueSnapshot';
import { updateComputeEnvironment } from '../../../../src/engine/batch/operations/updateComputeEnvironment';
import { deleteJobQueue } from '../../../../src/engine/batch/operations/deleteJobQueue';
import { updateJobQueue } from '../../../../src/engine/batch/operations/updateJobQueue';
import { BatchWorld } from '../../../support/batchWorld';

const needs = (vcpus: string, memory = '16') => ({
  containerOverrides: {
    resourceRequirements: [
      { type: 'VCPU' as const, value: vcpus },
      { type: 'MEMORY' as const, value: memory },
    ],
  },
});

describe('scheduler', () => {
  let world: BatchWorld;
  beforeEach(() => {
    world = new BatchWorld();
    world.environment('ce', 4);
    world.queue('q', ['ce']);
    world.definition('d');
  });
  afterEach(() => world.close());

  it('never uses more than maxvCpus, and serves first come first', async () => {
    const ids = Array.from({ length: 6 }, () => world.submit(needs('2')));
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), ids.slice(0, 2));
    world.runner.end(ids[0] ?? '');
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), ids.slice(1, 3));
  });

  it('a retry goes before those that have not been tried', async () => {
    const first = world.submit({ ...needs('4'), retryStrategy: { attempts: 2 } });
    const second = world.submit(needs('4'));
    await world.settle();
    world.runner.end(first, { exitCode: 1 });
    await world.settle();
    assert.deepEqual(world.runner.startedJobIds, [first, first]);
    world.runner.end(first);
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), [second]);
  });

  it('serves the queue with the higher priority first', async () => {
    world.queue('urgent', ['ce'], { priority: 10 });
    const blocker = world.submit(needs('4'));
    await world.settle();
    const normal = world.submit(needs('4'));
    const urgent = world.submit({ ...needs('4'), jobQueue: 'urgent' });
    await world.settle();
    world.runner.end(blocker);
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), [urgent]);
    world.runner.end(urgent);
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), [normal]);
  });

  it('fills the compute environments in the order of the queue', async () => {
    world.environment('second', 4);
    world.queue('both', ['ce', 'second']);
    world.submit({ ...needs('4'), jobQueue: 'both' });
    world.submit({ ...needs('4'), jobQueue: 'both' });
    await world.settle();
    const names = world.runner.tasks.map(({ request }) => request.environment.AWS_BATCH_CE_NAME);
    assert.deepEqual(names, ['ce', 'second']);
  });

  it('a head that can never be placed says why and holds up those behind it, until the environment grows', async () => {
    const large = world.submit(needs('8'));
    const small = world.submit(needs('1'));
    await world.settle();
    assert.deepEqual([world.status(large), world.status(small)], ['RUNNABLE', 'RUNNABLE']);
    assert.match(world.job(large).statusReason ?? '', /^MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE\(s\)/);
    assert.equal(world.job(small).statusReason, undefined);
    const front = getJobQueueSnapshot({ jobQueue: 'q' }, world.context).frontOfQueue?.jobs ?? [];
    assert.deepEqual(
      front.map(({ jobArn }) => jobArn?.split('/')[1]),
      [large, small],
    );
    updateComputeEnvironment({ computeEnvironment: 'ce', computeResources: { maxvCpus: 16 } }, world.context);
    await world.settle();
    assert.deepEqual([world.status(large), world.status(small)], ['RUNNING', 'RUNNING']);
    assert.equal(world.job(large).statusReason, undefined);
  });

  it('says so when a job asks for more memory than there is, and when the environments are disabled', async () => {
    const large = world.submit(needs('1', '900000000'));
    await world.settle();
    assert.match(world.job(large).statusReason ?? '', /^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - /);
    updateComputeEnvironment({ computeEnvironment: 'ce', state: 'DISABLED' }, world.context);
    await world.settle();
    assert.match(world.job(large).statusReason ?? '', /^ACTION_REQUIRED - CE\(s\) .* are disabled\.$/);
  });

  it('a time limit action of the queue ends a blocked head, and the next job runs', async () => {
    const reason = 'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE';
    const jobStateTimeLimitActions = [{ reason, state: 'RUNNABLE', maxTimeSeconds: 600, action: 'CANCEL' } as const];
    world.queue('limited', ['ce'], { jobStateTimeLimitActions });
    const large = world.submit({ ...needs('8'), jobQueue: 'limited' });
    const small = world.submit({ ...needs('1'), jobQueue: 'limited' });
    await world.settle();
    world.clock.advance(599_000);
    await world.settle();
    assert.equal(world.status(large), 'RUNNABLE');
    world.clock.advance(1000);
    await world.settle();
    assert.equal(world.status(large), 'FAILED');
    assert.equal(world.job(large).statusReason, `Canceled by JobStateTimeLimit action due to reason: ${reason}`);
    assert.equal(world.status(small), 'RUNNING');
  });

  it('fair share serves the share that has used least for its weight', async () => {
    const { arn } = createSchedulingPolicy(
      { name: 'fair', fairsharePolicy: { shareDistribution: [{ shareIdentifier: 'big', weightFactor: 0.5 }] } },
      world.context,
    );
    world.queue('shared', ['ce'], { schedulingPolicyArn: arn });
    const submit = (shareIdentifier: string, count: number): void => {
      for (let n = 0; n < count; n += 1)
        world.submit({ jobQueue: 'shared', jobName: shareIdentifier, shareIdentifier });
    };
    submit('small', 6);
    submit('big', 6);
    await world.settle();
    // Four places: `big` counts half, so it gets about twice as many.
    const names = world.runner.jobIds().map((id) => world.job(id).jobName);
    assert.equal(names.length, 4);
    assert.ok(names.filter((name) => name === 'big').length >= 2, names.join());
    assert.ok(names.includes('small'), names.join());
    // What `small` used while `big` was away counts against it.
    assert.throws(() => world.submit({ jobQueue: 'shared' }), /shareIdentifier is required/);
  });

  it('within a share the higher scheduling priority goes first', async () => {
    const { arn } = createSchedulingPolicy({ name: 'p', fairsharePolicy: {} }, world.context);
    world.queue('shared', ['ce'], { schedulingPolicyArn: arn });
    const share = { jobQueue: 'shared', shareIdentifier: 'A', ...needs('4') };
    const first = world.submit(share);
    await world.settle();
    const low = world.submit({ ...share, schedulingPriorityOverride: 1 });
    const high = world.submit({ ...share, schedulingPriorityOverride: 9 });
    await world.settle();
    world.runner.end(first);
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), [high]);
    world.runner.end(high);
    await world.settle();
    assert.deepEqual(world.runner.jobIds(), [low]);
  });

  it('a deleted queue ends its jobs and goes with the last of them', async () => {
    const running = world.submit();
    const waiting = world.submit({ dependsOn: [{ jobId: running }] });
    await world.settle();
    updateJobQueue({ jobQueue: 'q', state: 'DISABLED' }, world.context);
    deleteJobQueue({ jobQueue: 'q' }, world.context);
    assert.equal(world.context.state.jobQueues.get('q')?.status, 'DELETING');
    world.runner.end(running, { exitCode: 143 });
    await world.settle();
    assert.equal(world.status(waiting), 'FAILED');
    assert.equal(world.job(running).statusReason, 'JobQueue deleted');
    assert.equal(world.context.state.jobQueues.get('q'), undefined);
  });

  it('runs 10,000 children to the end', async function () {
    this.timeout(60_000);
    world.environment('wide', 2000);
    world.queue('wide', ['wide']);
    const id = world.submit({ jobQueue: 'wide', arrayProperties: { size: 10_000 } });
    await world.settle();
    while (world.runner.tasks.length > 0) {
      for (const jobId of [...world.runner.jobIds()]) world.runner.end(jobId);
      await world.settle();
    }
    assert.equal(world.status(id), 'SUCCEEDED');
    assert.equal(new Set(world.runner.startedJobIds).size, 10_000);
    assert.equal(world.runner.startedJobIds.length, 10_000);
  });
});
