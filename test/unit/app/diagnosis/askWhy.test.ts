// Asking why: what is looked up for it, what becomes of refusals, and what Enter on a row does.
import assert from 'node:assert/strict';
import { explainJob } from '../../../../src/app/commands/explainJob';
import { gatherFacts } from '../../../../src/app/diagnosis/gatherFacts';
import { inEnglish } from '../../../../src/app/l10n';
import type { Node } from '../../../../src/app/tree/node';
import { statusCounts } from '../../../../src/core/arrayJob';
import type { Connection } from '../../../../src/core/connection';
import { aJob, anEnvironment, environmentArn, fails, queueArn } from '../../../support/fakeBrowser';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'jobs', connection: 'aws' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const { signal } = new AbortController();

describe('why is it not running', () => {
  let world: SubmitWorld;
  let refreshed = 0;
  const open = (connection: Connection): void => {
    world = makeSubmitWorld(connection);
    refreshed = 0;
    Object.assign(world.explorer, { refresh: () => (refreshed += 1), resourceOf: () => undefined });
    world.batch.browser.jobs = [aJob('mine', 'RUNNABLE', { container: { vcpus: 1, memoryMib: 2048 } })];
  };
  beforeEach(() => open({ kind: 'aws', region: 'us-east-1' }));
  afterEach(() => world.ui.assertAllAnswered());

  const gather = (jobId: string) =>
    gatherFacts({ kind: 'job', jobId, shownName: '' }, { session: world.session, signal, now: 0, t: inEnglish });
  const rows = (): readonly string[] => (world.ui.picks.at(-1)?.items ?? []).map(({ label }) => label);
  const switchOff = (): void => {
    world.batch.browser.environments = [anEnvironment('local', { state: 'DISABLED' })];
  };

  it('notes what is refused, and looks at the rest', async () => {
    world.batch.browser.before = (call) => {
      if (call === 'environments' || call.startsWith('front')) fails('denied', `not authorized: ${call}`);
    };
    world.ui.answers = ['escape'];
    await assert.rejects(explainJob(world, nodeOf('mine')), { name: 'UserCancelled' });
    assert.equal(rows()[0], 'No cause was found, but 10 checks were not permitted.');
    const denied = world.ui.picks[0]?.items.filter(({ group }) => group === 'Not permitted');
    assert.ok(denied?.some(({ label, icon }) => label === 'Compute environments' && icon === 'lock'));
    assert.ok(rows().includes('Job queue'));
  });

  it('ends with what breaks the connection, and with a job that is forgotten', async () => {
    await assert.rejects(explainJob(world, nodeOf('gone')), { kind: 'notFound' });
    world.batch.browser.before = (call) => (call === 'queues' ? fails('expired') : undefined);
    await assert.rejects(explainJob(world, nodeOf('mine')), { kind: 'expired' });
    assert.deepEqual(
      world.sessions.reported.map(({ kind }) => kind),
      ['notFound', 'expired'],
    );
  });

  it('looks at the child of an array that says most, with the dependencies of the array', async () => {
    const counts = statusCounts({ RUNNABLE: 1, SUCCEEDED: 2 });
    const array = aJob('all', 'PENDING', { array: { size: 3, counts }, dependsOn: [{ jobId: 'b', type: 'N_TO_N' }] });
    const children = ['SUCCEEDED', 'SUCCEEDED', 'RUNNABLE'].map((status, index) =>
      aJob(`all:${index}`, status, { array: { index } }),
    );
    world.batch.browser.jobs = [array, ...children, aJob('b:2', 'SUCCEEDED')];
    const facts = await gather('all');
    assert.deepEqual([facts.job?.jobId, facts.array?.jobId], ['all:2', 'all']);
    assert.ok('value' in facts.dependencies);
    assert.deepEqual(
      facts.dependencies.value.map(({ jobId, job }) => [jobId, job?.status]),
      [['b:2', 'SUCCEEDED']],
    );
  });

  it('knows that a child of a sequential array waits for the child before it', async () => {
    const array = aJob('all', 'PENDING', { array: { size: 3 }, dependsOn: [{ type: 'SEQUENTIAL' }] });
    const child = (index: number) => aJob(`all:${index}`, 'PENDING', { array: { index } });
    world.batch.browser.jobs = [array, child(0), child(1)];
    const idsOf = async (jobId: string) => {
      const { dependencies } = await gather(jobId);
      return 'value' in dependencies ? dependencies.value.map((one) => one.jobId) : [];
    };
    assert.deepEqual([await idsOf('all:0'), await idsOf('all:1')], [[], ['all:0']]);
  });

  it('does what helps with one Enter, and on AWS asks first', async () => {
    switchOff();
    world.ui.answers = ['first', { choose: 'Enable' }];
    await explainJob(world, nodeOf('mine'));
    assert.equal(rows()[0], 'Blocked: the compute environment local is disabled.');
    assert.deepEqual(world.manage.changes, [[environmentArn('local'), { state: 'ENABLED' }]]);
    assert.deepEqual([refreshed, world.ui.notices[0]?.message], [1, 'local is enabled.']);
    open({ kind: 'local' });
    switchOff();
    world.ui.answers = [{ pick: 'Compute environments' }];
    await explainJob(world, nodeOf('mine'));
    assert.equal(world.manage.changes.length, 1, 'the local engine is the own of the user: nobody is asked');
  });

  it('opens the page of the console, and everything as a text that can be read anew', async () => {
    const invalid = anEnvironment('local', { status: 'INVALID', statusReason: 'CLIENT_ERROR - no such AMI' });
    world.batch.browser.environments = [invalid];
    world.ui.answers = ['first', { pick: 'Open as Text' }];
    await explainJob(world, nodeOf('mine'));
    assert.match(world.ui.opened[0] ?? '', /#compute-environments\/detail\/arn:aws/);
    await explainJob(world, nodeOf('mine'));
    const [source] = world.ui.documents;
    assert.ok(source);
    assert.equal(source.name, 'Why-is-name-mine-not-running.txt');
    const before = world.batch.browser.calls.length;
    assert.match(await source.read(signal), /INVALID\.[^]*✗ Compute environments[^]*no such AMI[^]*✓ Job queue/);
    assert.equal(world.batch.browser.calls.length, before, 'what was just found is shown as it is');
    world.batch.browser.environments = [anEnvironment('local')];
    assert.match(await source.read(signal), /✓ Compute environments/, 'a refresh asks anew');
  });

  it('explains the next job of a queue, and a queue in which nothing waits', async () => {
    const queue: Node = { kind: 'queue', arn: queueArn('q'), parent: section };
    const ask = async (): Promise<string | undefined> => {
      world.ui.answers = ['escape'];
      await assert.rejects(explainJob(world, queue), { name: 'UserCancelled' });
      return rows()[0];
    };
    assert.equal(await ask(), 'Nothing waits in this queue, and it takes jobs.');
    assert.equal(world.ui.picks[0]?.title, 'Why do jobs wait in q?');
    world.batch.browser.front = { jobs: [{ jobId: 'mine' }] };
    switchOff();
    assert.equal(await ask(), 'Blocked: the compute environment local is disabled.');
  });

  it('asks for a job where nothing is selected', async () => {
    world.batch.browser.jobs = [aJob('mine', 'RUNNABLE', { jobQueue: 'q' })];
    world.ui.answers = [{ pick: 'q' }, { pick: 'name-mine' }, 'escape'];
    await assert.rejects(explainJob(world), { name: 'UserCancelled' });
    assert.equal(world.ui.picks.at(-1)?.title, 'Why is mine not running?');
  });
});
