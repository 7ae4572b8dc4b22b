// A panel from its opening to its end: what it asks for, what it is told, and what it says when something is wrong.
import assert from 'node:assert/strict';
import { WatchedRuns } from '../../../../src/app/runs/recordWatched';
import type { Job } from '../../../../src/core/job';
import { aJob, fails } from '../../../support/fakeBrowser';
import { PanelWorld, anArray, countsOf } from '../../../support/panelWorld';

const at = Date.parse('2026-11-24T08:00:00Z');

describe('run panel', () => {
  let world: PanelWorld;
  const open = async (jobId: string, jobs: Job[]): Promise<void> => {
    world = new PanelWorld(jobId);
    world.browser.jobs = jobs;
    await world.show();
  };
  const callsOf = async (task: () => Promise<void>): Promise<readonly string[]> => {
    const before = world.browser.calls.length;
    await task();
    return world.browser.calls.slice(before);
  };
  const trouble = () => world.state.trouble;
  afterEach(() => {
    world.panel.dispose();
    assert.deepEqual(world.faults, []);
  });

  it('shows ten thousand children with at most 20 calls, and a steady tick costs 3', async () => {
    const stateOf = (index: number): Partial<Job> & { status: string } => {
      if (index < 4000) return { status: 'SUCCEEDED', startedAt: at, stoppedAt: at + 60_000, exitCode: 0 };
      if (index < 4003) return { status: 'FAILED', startedAt: at, stoppedAt: at + 1000, exitCode: 1 };
      return { status: index < 4300 ? 'RUNNING' : index < 4310 ? 'STARTING' : 'RUNNABLE' };
    };
    await open('a', anArray('a', 10_000, stateOf));
    assert.ok(world.browser.calls.length <= 20, world.browser.calls.join('\n'));
    const letters = world.children.letters;
    assert.equal(letters.length, 10_000);
    assert.ok(!letters.includes('.'));
    assert.equal(letters.slice(3999, 4004), 'SFFFR');
    assert.deepEqual(world.state.counts.SUCCEEDED, 4000);
    assert.deepEqual(world.state.failures, [{ id: 'exit code 1', text: 'exit code 1', indexes: [4000, 4001, 4002] }]);

    // In each look 150 children end and others take their place.
    for (let ended = 4000; ended < 4900; ended += 150) {
      world.browser.jobs = anArray('a', 10_000, (index) => {
        if (index >= 4003 && index < ended + 150) return { status: 'SUCCEEDED', stoppedAt: at + ended };
        return index >= 4300 && index < ended + 450 ? { status: 'RUNNING' } : stateOf(index);
      });
      const calls = await callsOf(() => world.pass(2250));
      assert.ok(calls.length <= 3, calls.join('\n'));
      assert.equal(calls.filter((call) => call.startsWith('describe')).length, 1);
    }
    await world.pass(60_000);
    assert.equal(
      world.children.letters,
      'S'.repeat(4000) + 'FFF' + 'S'.repeat(897) + 'R'.repeat(300) + 'W'.repeat(4800),
    );
  });

  it('tells of every child when the array has ended, and then asks for nothing more', async () => {
    const running = anArray('a', 2500, (index) => ({ status: index < 100 ? 'RUNNING' : 'RUNNABLE' }));
    await open('a', running);
    world.browser.jobs = anArray(
      'a',
      2500,
      (index) =>
        index % 1000 === 7
          ? { status: 'FAILED', statusReason: `Host EC2 (instance i-0123456789abcdef${index}) terminated.` }
          : { status: 'SUCCEEDED', startedAt: at, stoppedAt: at + index, exitCode: 0 },
      { status: 'FAILED', stoppedAt: at + 5000 },
    );
    await world.pass(3000);
    const { state, children } = world;
    assert.match(children.letters, /^[SF]{2500}$/);
    assert.deepEqual(
      state.failures.map(({ text, indexes }) => [text, indexes]),
      [['Host EC2 (instance i-…) terminated.', [7, 1007, 2007]]],
    );
    assert.deepEqual([state.isEnded, state.status, state.leftMs], [true, 'FAILED', undefined]);
    assert.ok(state.actions.includes('rerunFailed'), 'also of an array that is no pipeline');
    assert.deepEqual(await callsOf(() => world.pass(120_000)), []);
  });

  it('draws the run of a pipeline around each of its jobs, and shows the result once it is there', async () => {
    const environment = {
      PIPELINE_BUCKET: 'b',
      PIPELINE_OUTPUT: 'runs/1/',
      PIPELINE_RESULT: 'mycolor',
      PIPELINE_INPUT: 'runs/1/input',
    };
    const [split, merge] = ['color-split-20261124T080000-abcde', 'color-merge-20261124T080000-abcde'];
    const jobs = (status: string, mergeStatus: string): Job[] => [
      ...anArray('s', 7, () => ({ status: status === 'PENDING' ? 'RUNNING' : 'SUCCEEDED' }), {
        ...{ jobName: split, environment, status },
      }),
      aJob('m', mergeStatus, { jobName: merge, environment, dependsOn: [{ jobId: 's' }] }),
    ];
    await open('s', jobs('PENDING', 'PENDING'));
    const boxes = (): readonly string[] =>
      world.state.stages.map(({ label, statusText, isCurrent }) => `${label}: ${statusText}${isCurrent ? ' *' : ''}`);
    assert.deepEqual(boxes(), ['Upload: Uploaded', 'Split (7): Running *', 'Merge: Pending', 'Result: Not there yet']);
    assert.equal(world.state.stages[2]?.jobId, 'm');
    assert.equal(world.state.stages[0]?.detail, 's3://b/runs/1/input');
    assert.deepEqual(world.state.result, { name: 'mycolor', isCut: false, note: 'Not there yet' });
    world.storage.objects.set('runs/1/mycolor', Buffer.from('one\ntwo\n'));
    world.browser.jobs = jobs('SUCCEEDED', 'SUCCEEDED');
    await world.pass(6000);
    assert.deepEqual(boxes(), ['Upload: Uploaded', 'Split (7): Succeeded *', 'Merge: Succeeded', 'Result: 8 B']);
    assert.deepEqual(world.state.result, { name: 'mycolor', sizeBytes: 8, head: 'one\ntwo\n', isCut: false });
    assert.ok(world.state.actions.includes('downloadResult') && !world.state.actions.includes('stop'));
    world.panel.dispose();
    await open('m', world.browser.jobs);
    assert.deepEqual(boxes().slice(0, 3), ['Upload: Uploaded', 'Split (7): Succeeded', 'Merge: Succeeded *']);
    // Somebody has removed it, in this world.
    assert.equal(boxes()[3], 'Result: notFound');
  });

  it('writes what is watched into the ledger: the whole run, once, and no more calls', async () => {
    const environment = { PIPELINE_BUCKET: 'b', PIPELINE_OUTPUT: 'o/', PIPELINE_RESULT: 'r', SECRET: 'hidden-value' };
    const [split, merge] = ['color-split-20261124T080000-abcde', 'color-merge-20261124T080000-abcde'];
    const jobs = [
      ...anArray('s', 3, () => ({ status: 'SUCCEEDED' }), { jobName: split, environment, status: 'SUCCEEDED' }),
      aJob('m', 'FAILED', { jobName: merge, environment, dependsOn: [{ jobId: 's' }] }),
    ];
    for (const id of ['s', 'm', 's:1']) {
      await open(id, jobs);
      const { runs } = world.ledger;
      assert.deepEqual(
        runs.map((run) => [run.id, run.origin, run.childCount, run.mergeJobId, run.looks.at(-1)?.status]),
        // Of a child only its array is known.
        [['s', 'opened', 3, ...(id === 's:1' ? [undefined, 'SUCCEEDED'] : ['m', 'FAILED'])]],
      );
      const [run] = runs;
      const told = id === 's:1' ? [false, undefined] : [true, 'window-1'];
      assert.deepEqual([run?.isSeen, run?.toldBy], told, 'whoever opens it knows that it has ended');
      assert.ok(!JSON.stringify(run).includes('hidden-value'));
      world.panel.dispose();
    }
    // What goes on is told of as soon as the panel sees its end.
    await open('j', [aJob('j', 'RUNNING')]);
    world.browser.jobs = [aJob('j', 'FAILED', { exitCode: 3 })];
    await world.pass(6000);
    const { looks, isSeen } = world.ledger.get('j') ?? {};
    assert.deepEqual([looks?.map(({ status }) => status), isSeen], [['RUNNING', 'FAILED'], false]);
    // One that was submitted from here is there already.
    await world.ledger.add({
      ...{ kind: 'run', id: 'mine', at: 1 },
      facts: { jobName: 'mine', origin: 'job', connection: { kind: 'local' } },
    });
    const lines = world.ledger.runs.length;
    new WatchedRuns({ ledger: world.ledger, clock: world.clock, log: world.outputLog }).note(
      { jobId: 'mine', job: aJob('mine', 'RUNNING'), merge: undefined, known: () => undefined, hasLooked: true },
      { kind: 'local' },
    );
    await world.clock.advance(0);
    assert.equal(world.ledger.runs.length, lines);
    assert.equal(world.ledger.get('mine')?.origin, 'job');
  });

  it('draws what an ordinary job waits for, and the array of a child', async () => {
    await open('j', [
      aJob('j', 'PENDING', { dependsOn: [{ jobId: 'a' }, { jobId: 'gone' }] }),
      ...anArray('a', 3, () => ({ status: 'RUNNING', startedAt: at })),
    ]);
    assert.deepEqual(
      world.state.stages.map(({ label, jobId, statusText }) => [label, jobId, statusText]),
      [
        ['name-a (3)', 'a', 'Running'],
        ['gone', 'gone', 'Not known'],
        ['name-j', 'j', 'Pending'],
      ],
    );
    assert.match(world.state.explanation, /Waits for another job/);
    world.panel.dispose();
    await open(
      'a:1',
      anArray('a', 3, () => ({ status: 'RUNNING', startedAt: at })),
    );
    assert.deepEqual(
      world.state.stages.map(({ label }) => label),
      ['name-a (3)', 'name-a:1:1'],
    );
    assert.deepEqual([world.state.total, world.state.counts.RUNNING], [1, 1]);
  });

  it('pauses while it is hidden, and catches up when it is shown', async () => {
    const jobs = anArray('a', 3, () => ({ status: 'RUNNING' }));
    await open('a', jobs);
    world.panel.setVisible(false);
    assert.deepEqual(await callsOf(() => world.pass(60_000)), []);
    world.browser.jobs = anArray('a', 3, () => ({ status: 'SUCCEEDED' }), { status: 'SUCCEEDED' });
    const told = world.messages.length;
    assert.equal(world.messages.length, told);
    await world.show();
    assert.deepEqual([world.children.letters, world.state.isEnded], ['SSS', true]);
  });

  it('says what it cannot do: list, describe, or find the job', async () => {
    const jobs = anArray('a', 3, () => ({ status: 'RUNNING' }));
    world = new PanelWorld('a');
    world.browser.jobs = jobs;
    world.browser.before = (call) => (call.startsWith('children') ? fails('denied', 'not ListJobs') : undefined);
    await world.show();
    assert.deepEqual([trouble()?.kind, world.state.counts.RUNNING], ['denied', 3]);
    assert.match(trouble()?.text ?? '', /not ListJobs/);
    const calls = await callsOf(() => world.pass(20_000));
    assert.deepEqual(new Set(calls), new Set(['describe 1']));
    world.browser.before = () => undefined;
    world.panel.receive({ type: 'act', action: 'refresh' });
    await world.pass(500);
    assert.deepEqual([trouble(), world.children.letters], [undefined, 'RRR']);
    world.browser.before = () => fails('throttled');
    await world.pass(20_000);
    assert.deepEqual([trouble()?.kind, world.state.name], ['throttled', 'name-a']);
    world.browser.before = () => undefined;
    await world.pass(60_000);
    assert.equal(trouble(), undefined);
    world.browser.jobs = [];
    await world.pass(60_000);
    assert.deepEqual([trouble()?.kind, world.state.name], ['gone', 'name-a']);
    assert.deepEqual(await callsOf(() => world.pass(60_000)), []);
  });

  it('keeps what it knows when the connection breaks or is switched, and goes on when it is back', async () => {
    await open(
      'a',
      anArray('a', 3, () => ({ status: 'RUNNING' })),
    );
    world.browser.before = () => fails('expired');
    await world.pass(16_000);
    assert.deepEqual([trouble()?.kind, trouble()?.action?.action, world.state.name], ['signedOut', 'signIn', 'name-a']);
    world.panel.receive({ type: 'act', action: 'signIn' });
    assert.deepEqual(world.executed.at(-1)?.command, 'awsBatch.signIn');
    world.browser.before = () => undefined;
    await world.sessions.open();
    await world.pass(500);
    assert.equal(trouble(), undefined);

    world.sessions.use({ kind: 'local' });
    await world.pass(500);
    assert.deepEqual([trouble()?.kind, world.children.letters], ['disconnected', 'RRR']);
    assert.match(trouble()?.text ?? '', /another connection than Local/);
    assert.deepEqual(await callsOf(() => world.pass(20_000)), []);
    world.browser.jobs = anArray('a', 3, () => ({ status: 'SUCCEEDED' }), { status: 'SUCCEEDED' });
    world.panel.receive({ type: 'act', action: 'reconnect' });
    await world.pass(1000);
    assert.deepEqual([trouble(), world.children.letters], [undefined, 'SSS']);
  });

  it('runs commands on the job or on the chosen children, and refuses what is no message', async () => {
    await open(
      'a',
      anArray('a', 3, () => ({ status: 'RUNNING' })),
    );
    world.panel.receive({ type: 'act', action: 'openJson' });
    world.panel.receive({ type: 'act', action: 'stop', indexes: [0, 2] });
    world.panel.receive({ type: 'act', action: 'showUsage', indexes: [1] });
    world.panel.receive({ type: 'act', action: 'clone' });
    world.panel.receive({ type: 'showJob', jobId: 'b' });
    assert.deepEqual(world.executed, [
      { command: 'awsBatch.openJson', jobIds: ['a'] },
      { command: 'awsBatch.stopJob', jobIds: ['a:0', 'a:2'] },
      { command: 'awsBatch.showUsage', jobIds: ['a:1'] },
      { command: 'awsBatch.cloneJob', jobIds: ['a'] },
    ]);
    assert.deepEqual(world.openedPanels, ['b']);
    const secret = 'a'.repeat(30_000_000);
    for (const bad of [
      undefined,
      'ready',
      { type: 'act', action: 'format' },
      { type: 'copy', text: secret },
      { type: 'followLog', selectionId: 1, selection: { kind: 'children', indexes: [-1] }, isLive: false },
    ]) {
      world.panel.receive(bad);
    }
    assert.equal(world.warnings.length, 5);
    assert.ok(world.warnings.every((text) => text.length < 200));
    world.ui.saveLocation = 'file:///{name}';
    world.panel.receive({ type: 'saveLog', text: 'lines' });
    await world.pass(250);
    assert.deepEqual(world.files.text('file:///name-a.log'), 'lines');
  });

  it('shows soon what a command has done', async () => {
    await open(
      'a',
      anArray('a', 3, () => ({ status: 'RUNNING' })),
    );
    await world.pass(30_000);
    world.onExecute = () =>
      void (world.browser.jobs = anArray('a', 3, () => ({ status: 'FAILED' }), { status: 'FAILED' }));
    world.panel.receive({ type: 'act', action: 'stop' });
    await world.pass(500);
    assert.deepEqual([world.children.letters, world.state.isEnded], ['FFF', true]);
  });

  it('tells how fast children end and when the last one will, once that says something', async () => {
    const stateOf = (ended: number) => (index: number) => ({
      ...(index < ended
        ? { status: 'SUCCEEDED', startedAt: at, stoppedAt: at + 1 }
        : { status: 'RUNNING', startedAt: at }),
    });
    await open('a', anArray('a', 100, stateOf(4)));
    assert.deepEqual([world.state.perMinute, world.state.leftMs], [undefined, undefined]);
    const jobs = anArray('a', 100, stateOf(50));
    const now = world.state.now;
    const lately = (job: Job): Job => ({
      ...job,
      ...(job.startedAt !== undefined && { startedAt: now - 60_000 }),
      ...(job.stoppedAt !== undefined && { stoppedAt: now }),
    });
    world.browser.jobs = jobs.map(lately);
    assert.equal(countsOf(jobs.slice(1)).SUCCEEDED, 50);
    await world.pass(3000);
    const { perMinute = 0, leftMs = 0 } = world.state;
    assert.ok(perMinute > 40 && perMinute <= 50, String(perMinute));
    assert.ok(leftMs >= 60_000 && leftMs < 75_000, String(leftMs));
    // Nothing ends any more: what is left are stragglers.
    world.browser.jobs = anArray('a', 100, stateOf(90)).map(lately);
    await world.pass(60_000);
    assert.equal(world.state.leftMs, undefined);
  });
});
