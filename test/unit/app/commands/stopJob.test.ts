// Stops what was chosen, after a question that says what that is.
import assert from 'node:assert/strict';
import { openResult } from '../../../../src/app/commands/openResult';
import { openRunPanel } from '../../../../src/app/commands/openRunPanel';
import { stopJob } from '../../../../src/app/commands/stopJob';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import type { Node } from '../../../../src/app/tree/node';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { countsOf } from '../../../support/panelWorld';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const environment = { PIPELINE_BUCKET: 'b', PIPELINE_OUTPUT: 'o/', PIPELINE_RESULT: 'mycolor' };
const runId = '20261124T041502-x7k2q';
const run = (splitStatus: string, mergeStatus: string): Job[] => [
  aJob('s', splitStatus, { jobName: `color-split-${runId}`, environment, array: { size: 3, counts: countsOf([]) } }),
  aJob('m', mergeStatus, { jobName: `color-merge-${runId}`, environment, dependsOn: [{ jobId: 's' }] }),
];

describe('awsBatch.stopJob', () => {
  let world: SubmitWorld & { refreshed: number };
  beforeEach(() => {
    const made = makeSubmitWorld();
    const explorer = { ...made.explorer, refresh: () => void (world.refreshed += 1) };
    world = { ...made, explorer, refreshed: 0 };
  });
  afterEach(() => world.ui.assertAllAnswered());

  it('stops a job once the question is answered', async () => {
    world.batch.browser.jobs = [aJob('j', 'RUNNING')];
    world.ui.answers = ['escape'];
    await assert.rejects(stopJob(world, nodeOf('j')), UserCancelled);
    assert.deepEqual([world.batch.terminated, world.refreshed], [[], 0]);
    world.ui.answers = [{ choose: 'Stop' }];
    await stopJob(world, nodeOf('j'));
    assert.deepEqual([world.batch.terminated, world.refreshed], [['j'], 1]);
    assert.equal(world.ui.questions.at(-1)?.question, 'Stop name-j?');
    assert.equal(world.ui.notices[0]?.message, 'name-j is being stopped.');
  });

  it('stops both jobs of a run, the merge first, whichever is clicked', async () => {
    world.batch.browser.jobs = run('PENDING', 'PENDING');
    for (const jobId of ['s', 'm']) {
      world.batch.terminated.length = 0;
      world.ui.answers = [{ choose: 'Stop' }];
      await stopJob(world, nodeOf(jobId));
      assert.deepEqual(world.batch.terminated, ['m', 's']);
    }
    const { question, detail } = world.ui.questions[0] ?? {};
    assert.equal(question, 'Stop 2 jobs?');
    assert.match(detail ?? '', /^color-merge-.*\ncolor-split-.*\nChildren that have not ended/);
  });

  it('leaves alone what has ended, and says so when nothing else is chosen', async () => {
    world.batch.browser.jobs = [...run('SUCCEEDED', 'RUNNING'), aJob('a:0', 'FAILED'), aJob('a:1', 'RUNNING')];
    world.ui.answers = [{ choose: 'Stop' }, { choose: 'Stop' }];
    await stopJob(world, nodeOf('m'));
    await stopJob(world, nodeOf('a:0'), [nodeOf('a:0'), nodeOf('a:1')]);
    assert.deepEqual(world.batch.terminated, ['m', 'a:1']);
    await assert.rejects(stopJob(world, nodeOf('a:0')), { kind: 'invalid', message: /nothing to stop/ });
  });

  it('shows several before it stops them, without children that end with their array', async () => {
    const array = { size: 3, counts: countsOf([]) };
    const child = aJob('a:1', 'RUNNING', { array: { index: 1 } });
    world.batch.browser.jobs = [aJob('a', 'PENDING', { array }), child, aJob('j', 'RUNNABLE'), aJob('k', 'RUNNING')];
    world.ui.answers = [{ pickMany: ['name-a', 'name-k'] }];
    await stopJob(world, nodeOf('a'), ['a', 'a:1', 'j', 'k'].map(nodeOf));
    assert.deepEqual(
      world.ui.picks[0]?.items.map(({ label, description }) => `${label} ${description}`),
      ['name-a Pending · 3 children · a', 'name-j Runnable · j', 'name-k Running · k'],
    );
    assert.deepEqual(
      [world.batch.terminated, world.stopping],
      [
        ['a', 'k'],
        ['a', 'k'],
      ],
    );
  });

  it('names what could not be stopped', async () => {
    world.batch.browser.jobs = [aJob('j', 'RUNNING')];
    world.batch.terminateError = appError('denied', 'not TerminateJob');
    world.ui.answers = [{ choose: 'Stop' }];
    await assert.rejects(stopJob(world, nodeOf('j')), { kind: 'denied', message: /name-j .*not TerminateJob/ });
  });
});

describe('awsBatch.openRunPanel', () => {
  it('opens the panel of what is clicked, or of a recent job', async () => {
    const world = makeSubmitWorld();
    await openRunPanel(world, nodeOf('a:1'));
    world.batch.browser.jobs = [aJob('j', 'RUNNING', { jobQueue: 'q' })];
    world.ui.answers = [{ pick: 'q' }, { pick: 'name-j' }];
    await openRunPanel(world);
    assert.deepEqual(world.watched, ['a:1', 'j']);
  });
});

describe('awsBatch.openResult', () => {
  it('shows what the run has made, and refuses what no editor can take', async () => {
    const world = makeSubmitWorld();
    world.batch.browser.jobs = run('SUCCEEDED', 'SUCCEEDED');
    world.storage.objects.set('o/mycolor', Buffer.from('đỏ\n'));
    await openResult(world, nodeOf('s'));
    const [source] = world.ui.documents;
    assert.equal(source?.name, 'mycolor');
    const { signal } = new AbortController();
    assert.equal(await source.read(signal), 'đỏ\n');
    world.storage.objects.set('o/mycolor', new Uint8Array(20_000_001));
    await assert.rejects(source.read(signal), { kind: 'invalid', message: /too large for an editor/ });
    world.batch.browser.jobs = [aJob('j', 'SUCCEEDED')];
    await assert.rejects(openResult(world, nodeOf('j')), { kind: 'invalid' });
  });
});
