import assert from 'node:assert/strict';
import { downloadResult } from '../../../../src/app/commands/downloadResult';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import type { Node } from '../../../../src/app/tree/node';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { asyncOf } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const runId = '20261124T041502-x7k2q';
const environment = { PIPELINE_BUCKET: 'pipeline', PIPELINE_OUTPUT: 'runs/r/output/', PIPELINE_RESULT: 'mycolor' };
const split = (status: string, rest: Partial<Job> = {}): Job =>
  aJob('s', status, { jobName: `color-split-${runId}`, environment, ...rest });
const merge = (status: string, rest: Partial<Job> = {}): Job =>
  aJob('m', status, { jobName: `color-merge-${runId}`, environment, ...rest });

describe('awsBatch.downloadResult', () => {
  let world: SubmitWorld;
  beforeEach(() => {
    world = makeSubmitWorld();
    world.ui.saveLocation = 'mem:///w/{name}';
    world.batch.browser.jobs = [split('SUCCEEDED'), merge('SUCCEEDED')];
    world.storage.objects.set('runs/r/output/mycolor', Buffer.from('red\n'));
  });

  it('saves the result from either job of the run, and offers to open it', async () => {
    for (const jobId of ['m', 's']) {
      world.files.saved.clear();
      await downloadResult(world, nodeOf(jobId));
      assert.equal(world.files.text('mem:///w/mycolor'), 'red\n');
    }
    const [notice] = world.ui.notices;
    assert.equal(notice?.message, 'mycolor was saved (4 B).');
    await notice.actions[0]?.run();
    assert.deepEqual(world.files.shown, [{ uri: 'mem:///w/mycolor', line: undefined }]);
  });

  it('does not offer to open a large one', async () => {
    world.storage.objects.set('runs/r/output/mycolor', Buffer.alloc(5_000_001));
    await downloadResult(world, nodeOf('m'));
    assert.deepEqual(world.ui.notices[0]?.actions, []);
  });

  it('says what a result waits for, and asks for no place then', async () => {
    world.storage.objects.clear();
    world.ui.saveLocation = undefined;
    const cases: readonly [jobs: Job[], message: RegExp][] = [
      [[split('PENDING'), merge('PENDING')], /not there yet\. The job \S+-merge-\S+ is PENDING: Waits for another job/],
      [
        [split('FAILED'), merge('FAILED', { statusReason: 'Dependent Job failed' })],
        /no result: .*-merge-\S+ is FAILED \(Dependent/,
      ],
      [[split('SUCCEEDED'), merge('SUCCEEDED')], /s3:\/\/pipeline\/runs\/r\/output\/mycolor: the result was removed/],
      [[split('RUNNING')], /not there yet\. The job \S+-split-\S+ is RUNNING/],
    ];
    for (const [jobs, message] of cases) {
      world.batch.browser.jobs = jobs;
      await assert.rejects(downloadResult(world, nodeOf('s')), { kind: 'notFound', message });
    }
  });

  it('refuses what has no result', async () => {
    world.batch.browser.jobs = [aJob('x', 'SUCCEEDED', { jobName: 'x' })];
    await assert.rejects(downloadResult(world, nodeOf('x')), { kind: 'invalid', message: /x is no job of a pipeline/ });
    await assert.rejects(downloadResult(world, section), { kind: 'invalid' });
    await assert.rejects(downloadResult(world, nodeOf('gone')), { kind: 'notFound' });
  });

  it('ends without a word when no place is chosen, or when it is cancelled', async () => {
    world.ui.saveLocation = undefined;
    await assert.rejects(downloadResult(world, nodeOf('m')), UserCancelled);
    world.ui.saveLocation = 'mem:///w/{name}';
    world.ui.onProgress = (_message, cancel) => cancel();
    world.storage.openObject = () =>
      Promise.resolve({ sizeBytes: 2, chunks: asyncOf([Buffer.from('a'), Buffer.from('b')]) });
    await assert.rejects(downloadResult(world, nodeOf('m')), UserCancelled);
    assert.deepEqual([world.files.saved.size, world.ui.notices.length], [0, 0]);
  });
});
