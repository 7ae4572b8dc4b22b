import assert from 'node:assert/strict';
import { cancelJob, terminateJob } from '../../../../src/engine/batch/operations/endJobs';
import { BatchWorld } from '../../../support/batchWorld';

describe('life of a job', () => {
  let world: BatchWorld;
  beforeEach(() => {
    world = new BatchWorld();
    world.environment('ce', 100);
    world.queue('q', ['ce']);
    world.definition('d');
  });
  afterEach(() => world.close());

  it('goes from SUBMITTED through RUNNING to SUCCEEDED, and has its times', async () => {
    const id = world.submit();
    assert.equal(world.status(id), 'SUBMITTED');
    await world.settle();
    assert.equal(world.status(id), 'RUNNING');
    assert.match(world.job(id).task?.logStreamName ?? '', /^d\/default\/[0-9a-f]{32}$/);
    world.clock.advance(5000);
    world.runner.end(id);
    const job = world.job(id);
    assert.deepEqual(
      [job.status, job.statusReason, job.exitCode],
      ['SUCCEEDED', 'Essential container in task exited', 0],
    );
    assert.equal((job.stoppedAt ?? 0) - (job.startedAt ?? 0), 5000);
    assert.equal(job.attempts.length, 1);
  });

  it('tells a job that never started from one that failed', async () => {
    const id = world.submit();
    await world.settle();
    world.runner.end(id, { reason: 'CannotPullContainerError: no' });
    const { status, statusReason, reason, exitCode, startedAt } = { ...world.job(id), startedAt: undefined };
    assert.deepEqual(
      [status, statusReason, reason],
      ['FAILED', 'Task failed to start', 'CannotPullContainerError: no'],
    );
    assert.equal(exitCode, undefined);
    assert.equal(startedAt, undefined);
  });

  describe('arrays', () => {
    it('the parent waits in PENDING and fails only when every child has ended', async () => {
      const id = world.submit({ arrayProperties: { size: 3 } });
      await world.settle();
      assert.equal(world.status(id), 'PENDING');
      assert.deepEqual(world.runner.jobIds(), [`${id}:0`, `${id}:1`, `${id}:2`]);
      const environment = world.runner.tasks[2]?.request.environment ?? {};
      assert.deepEqual([environment.AWS_BATCH_JOB_ARRAY_INDEX, environment.AWS_BATCH_JOB_ARRAY_SIZE], ['2', '3']);
      world.runner.end(`${id}:1`, { exitCode: 3 });
      assert.equal(world.status(id), 'PENDING');
      world.runner.end(`${id}:0`);
      world.runner.end(`${id}:2`);
      assert.deepEqual(world.statuses(id), ['SUCCEEDED', 'FAILED', 'SUCCEEDED']);
      assert.deepEqual([world.status(id), world.job(id).statusReason], ['FAILED', 'Array Child Job failed']);
    });

    it('a child has its own attempts while the parent stays PENDING', async () => {
      const id = world.submit({ arrayProperties: { size: 2 }, retryStrategy: { attempts: 2 } });
      await world.settle();
      world.runner.end(`${id}:0`, { exitCode: 1 });
      await world.settle();
      assert.equal(world.runner.tasks.at(-1)?.request.environment.AWS_BATCH_JOB_ATTEMPT, '2');
      world.runner.end(`${id}:0`);
      world.runner.end(`${id}:1`);
      assert.deepEqual([world.status(id), world.job(`${id}:0`).attempts.length], ['SUCCEEDED', 2]);
    });
  });

  describe('dependencies', () => {
    it('a job waits for a whole array, and fails with it, and so does what depends on that job', async () => {
      const array = world.submit({ arrayProperties: { size: 2 } });
      const merge = world.submit({ dependsOn: [{ jobId: array }] });
      const after = world.submit({ dependsOn: [{ jobId: merge }] });
      await world.settle();
      world.runner.end(`${array}:0`);
      await world.settle();
      assert.equal(world.status(merge), 'PENDING');
      world.runner.end(`${array}:1`, { exitCode: 1 });
      await world.settle();
      assert.deepEqual([world.status(merge), world.job(merge).statusReason], ['FAILED', 'Dependent Job failed']);
      assert.equal(world.status(after), 'FAILED');
    });

    it('is met at once by a job that has succeeded, and failed at once by one that has failed', async () => {
      const good = world.submit();
      const bad = world.submit();
      await world.settle();
      world.runner.end(good);
      world.runner.end(bad, { exitCode: 1 });
      const first = world.submit({ dependsOn: [{ jobId: good }] });
      const second = world.submit({ dependsOn: [{ jobId: bad }] });
      await world.settle();
      assert.deepEqual([world.status(first), world.status(second)], ['RUNNING', 'FAILED']);
    });

    it('SEQUENTIAL runs child after child, and the first failure takes the later ones along', async () => {
      const id = world.submit({ arrayProperties: { size: 4 }, dependsOn: [{ type: 'SEQUENTIAL' }] });
      await world.settle();
      assert.deepEqual(world.runner.jobIds(), [`${id}:0`]);
      world.runner.end(`${id}:0`);
      await world.settle();
      assert.deepEqual(world.runner.jobIds(), [`${id}:1`]);
      world.runner.end(`${id}:1`, { exitCode: 1 });
      await world.settle();
      assert.deepEqual(world.statuses(id), ['SUCCEEDED', 'FAILED', 'FAILED', 'FAILED']);
      assert.equal(world.status(id), 'FAILED');
    });

    it('N_TO_N starts a child when its like has succeeded; the others go on when one fails', async () => {
      const first = world.submit({ arrayProperties: { size: 3 } });
      const second = world.submit({
        arrayProperties: { size: 3 },
        dependsOn: [{ jobId: first, type: 'N_TO_N' }],
      });
      await world.settle();
      assert.deepEqual(world.statuses(second), ['PENDING', 'PENDING', 'PENDING']);
      world.runner.end(`${first}:2`);
      world.runner.end(`${first}:1`, { exitCode: 9 });
      await world.settle();
      assert.deepEqual(world.statuses(second), ['PENDING', 'FAILED', 'RUNNING']);
      world.runner.end(`${first}:0`);
      await world.settle();
      assert.deepEqual(world.statuses(second), ['RUNNING', 'FAILED', 'RUNNING']);
    });

    it('an N_TO_N array ends when the array before it is cancelled before it had children', async () => {
      const gate = world.submit();
      const first = world.submit({ arrayProperties: { size: 2 }, dependsOn: [{ jobId: gate }] });
      const second = world.submit({ arrayProperties: { size: 2 }, dependsOn: [{ jobId: first, type: 'N_TO_N' }] });
      await world.settle();
      world.runner.end(gate, { exitCode: 1 });
      await world.settle();
      assert.deepEqual([world.status(first), world.status(second)], ['FAILED', 'FAILED']);
    });
  });

  describe('cancel and terminate', () => {
    it('cancel does nothing to a job that runs; terminate stops it and its reason is the statusReason', async () => {
      const id = world.submit({ retryStrategy: { attempts: 5 } });
      await world.settle();
      cancelJob({ jobId: id, reason: 'no' }, world.context);
      assert.equal(world.runner.isStopped(id), false);
      terminateJob({ jobId: id, reason: 'enough' }, world.context);
      assert.equal(world.runner.isStopped(id), true);
      assert.equal(world.job(id).isTerminated, true);
      world.runner.end(id, { exitCode: 143 });
      await world.settle();
      assert.deepEqual([world.status(id), world.job(id).statusReason], ['FAILED', 'enough']);
      assert.equal(world.job(id).attempts.length, 1, 'a terminated job is not tried again');
    });

    it('a cancelled PENDING job ends when its dependency is over', async () => {
      const first = world.submit();
      const second = world.submit({ dependsOn: [{ jobId: first }] });
      await world.settle();
      cancelJob({ jobId: second, reason: 'changed my mind' }, world.context);
      await world.settle();
      assert.deepEqual([world.status(second), world.job(second).isCancelled], ['PENDING', true]);
      world.runner.end(first);
      await world.settle();
      assert.deepEqual([world.status(second), world.job(second).statusReason], ['FAILED', 'changed my mind']);
    });

    it('terminate on an array hits every child, wherever it is', async () => {
      world.environment('small', 2);
      world.queue('narrow', ['small']);
      const id = world.submit({ jobQueue: 'narrow', arrayProperties: { size: 5 } });
      await world.settle();
      world.runner.end(`${id}:0`);
      await world.settle();
      assert.deepEqual(world.statuses(id), ['SUCCEEDED', 'RUNNING', 'RUNNING', 'RUNNABLE', 'RUNNABLE']);
      terminateJob({ jobId: id, reason: 'stop' }, world.context);
      assert.deepEqual(world.statuses(id).slice(3), ['FAILED', 'FAILED']);
      assert.equal(world.status(id), 'PENDING');
      world.runner.end(`${id}:1`, { exitCode: 143 });
      world.runner.end(`${id}:2`, { exitCode: 143 });
      assert.deepEqual([world.status(id), world.job(id).statusReason], ['FAILED', 'stop']);
    });
  });

  describe('retries', () => {
    it('the first matching rule of evaluateOnExit decides', async () => {
      const evaluateOnExit = [
        { onStatusReason: 'Host EC2*', action: 'RETRY' },
        { onExitCode: '7', action: 'RETRY' },
        { onReason: '*', action: 'EXIT' },
      ] as const;
      const strategy = { attempts: 3, evaluateOnExit: [...evaluateOnExit] };
      const seven = world.submit({ retryStrategy: strategy });
      const eight = world.submit({ retryStrategy: strategy });
      await world.settle();
      world.runner.end(seven, { exitCode: 7 });
      world.runner.end(eight, { exitCode: 8 });
      await world.settle();
      assert.deepEqual([world.status(seven), world.status(eight)], ['RUNNING', 'FAILED']);
    });

    it('a timeout ends the job without another attempt', async () => {
      const id = world.submit({ retryStrategy: { attempts: 3 }, timeout: { attemptDurationSeconds: 60 } });
      await world.settle();
      world.clock.advance(59_000);
      assert.equal(world.runner.isStopped(id), false);
      world.clock.advance(1000);
      assert.equal(world.runner.isStopped(id), true);
      world.runner.end(id, { exitCode: 137 });
      assert.deepEqual(
        [world.status(id), world.job(id).statusReason],
        ['FAILED', 'Job attempt duration exceeded timeout'],
      );
    });
  });

  describe('after kill -9', () => {
    it('what ran is ended like on a lost host, retries go on, what waited waits', async () => {
      const once = world.submit();
      const twice = world.submit({ retryStrategy: { attempts: 2 } });
      const waiting = world.submit({ dependsOn: [{ jobId: twice }] });
      const array = world.submit({ arrayProperties: { size: 3 } });
      await world.settle();
      world.runner.end(`${array}:1`);
      world.restart();
      await world.settle();
      assert.equal(world.status(once), 'FAILED');
      assert.match(world.job(once).statusReason ?? '', /^Host EC2 \(instance i-[0-9a-f]{17}\) terminated\.$/);
      assert.equal(world.status(twice), 'RUNNING');
      assert.equal(world.runner.tasks[0]?.request.environment.AWS_BATCH_JOB_ATTEMPT, '2');
      assert.equal(world.status(waiting), 'PENDING');
      assert.deepEqual(world.statuses(array), ['FAILED', 'SUCCEEDED', 'FAILED']);
      assert.equal(world.status(array), 'FAILED');
      world.runner.end(twice);
      await world.settle();
      assert.equal(world.status(waiting), 'RUNNING');
    });
  });
});
