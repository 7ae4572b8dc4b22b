// What is submitted when the failed part of a run is to run again.
import assert from 'node:assert/strict';
import { rerunFailed } from '../../../../src/app/commands/rerunFailed';
import type { Node } from '../../../../src/app/tree/node';
import { formatIndexMap } from '../../../../src/core/pipelineContract';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const runId = '20261124T041502-x7k2q';
const told = {
  PIPELINE_BUCKET: 'b',
  PIPELINE_INDEX: 'runs/r/index',
  PIPELINE_OUTPUT: 'runs/r/output/',
  PIPELINE_RESULT: 'mycolor',
};

describe('awsBatch.rerunFailed', () => {
  let world: SubmitWorld;
  beforeEach(() => {
    world = makeSubmitWorld();
    world.ui.answers = [{ choose: 'Run Again' }];
  });

  /** A run whose split has failed in these places of its array. */
  function run(failed: readonly number[], size: number | undefined, environment: Record<string, string> = {}): void {
    const common = { environment: { ...told, SECRET: 's', ...environment } };
    const array = size === undefined ? undefined : { size };
    const split = aJob('s', 'FAILED', { jobName: `color-split-${runId}`, array, ...common });
    const merge = aJob('m', 'FAILED', { jobName: `color-merge-${runId}`, dependsOn: [{ jobId: 's' }], ...common });
    world.batch.browser.jobs = [split, merge];
    world.batch.failed = failed.map((index) => aJob(`s:${index}`, 'FAILED', { array: { index } }));
  }

  it('submits the failed children as an array with a map, and a merge after it', async () => {
    run([5, 3, 4], 9);
    await rerunFailed(world, nodeOf('s'));
    const [split, merge] = world.batch.requests;
    assert.match(split?.jobName ?? '', /^color-split-\d{8}T\d{6}-\w{5}$/);
    assert.notEqual(split?.jobName, `color-split-${runId}`);
    assert.deepEqual([split?.arraySize, split?.environment], [3, { ...told, PIPELINE_INDEX_MAP: '3-5' }]);
    assert.deepEqual([merge?.dependsOnJobIds, merge?.environment], [['job-1'], told]);
    assert.equal(merge?.jobName, split?.jobName.replace('-split-', '-merge-'));
    assert.deepEqual(world.revealed, ['job-1']);
    assert.equal(world.ui.questions[0]?.question, 'Run 3 failed children again?');
  });

  it('submits a single child as a plain job, from the merge or a child as well', async () => {
    for (const clicked of ['m', 's:7']) {
      run([7], 9);
      world.batch.requests.length = 0;
      world.ui.answers = [{ choose: 'Run Again' }];
      await rerunFailed(world, nodeOf(clicked));
      const [split] = world.batch.requests;
      assert.deepEqual([split?.arraySize, split?.environment?.PIPELINE_INDEX_MAP], [undefined, '7']);
    }
  });

  it('knows the children of a rerun by their numbers in the whole run', async () => {
    run([0, 2], 3, { PIPELINE_INDEX_MAP: '10,20-21' });
    await rerunFailed(world, nodeOf('s'));
    assert.equal(world.batch.requests[0]?.environment?.PIPELINE_INDEX_MAP, '10,21');
  });

  it('keeps a long map in an object, and reads it again from there', async () => {
    const odd = Array.from({ length: 1000 }, (_, i) => 2 * i + 1);
    run(odd, 2000);
    await rerunFailed(world, nodeOf('s'));
    const map = world.batch.requests[0]?.environment?.PIPELINE_INDEX_MAP ?? '';
    assert.match(map, /^key:runs\/r\/index-/);
    assert.equal(world.storage.text(map.slice(4)), formatIndexMap(odd));
    run([0, 999], 1000, { PIPELINE_INDEX_MAP: map });
    world.ui.answers = [{ choose: 'Run Again' }];
    await rerunFailed(world, nodeOf('s'));
    assert.equal(world.batch.requests.at(-2)?.environment?.PIPELINE_INDEX_MAP, '1,1999');
  });

  it('runs the merge alone where only that has failed', async () => {
    run([], 3);
    const [split, merge] = world.batch.browser.jobs as [Job, Job];
    world.batch.browser.jobs = [{ ...split, status: 'SUCCEEDED' }, merge];
    await rerunFailed(world, nodeOf('m'));
    assert.deepEqual(
      world.batch.requests.map(({ jobName, dependsOnJobIds }) => [jobName.includes('-merge-'), dependsOnJobIds]),
      [[true, undefined]],
    );
    assert.equal(world.ui.questions[0]?.question, 'Run the merge again?');
  });

  it('ends the split when its merge is refused', async () => {
    run([1], 3);
    world.batch.submissions = ['ok', { error: appError('denied', 'not twice') }];
    await assert.rejects(rerunFailed(world, nodeOf('s')), { kind: 'denied', message: 'not twice' });
    assert.deepEqual(world.batch.terminated, ['job-1']);
  });

  it('says why it cannot: it runs, nothing failed, or it is no job of a pipeline', async () => {
    world.ui.answers = [];
    run([1], 3);
    const [split, merge] = world.batch.browser.jobs as [Job, Job];
    world.batch.browser.jobs = [split, { ...merge, status: 'PENDING' }];
    await assert.rejects(rerunFailed(world, nodeOf('s')), { kind: 'invalid', message: /has not ended/ });
    world.batch.failed = [];
    world.batch.browser.jobs = [split, merge].map((job) => ({ ...job, status: 'SUCCEEDED' }));
    await assert.rejects(rerunFailed(world, nodeOf('s')), { kind: 'invalid', message: /Nothing of this run/ });
    world.batch.browser.jobs = [aJob('a', 'FAILED')];
    await assert.rejects(rerunFailed(world, nodeOf('a')), { kind: 'invalid', message: /neither of a pipeline nor/ });
    assert.deepEqual(world.batch.requests, []);
  });
});
