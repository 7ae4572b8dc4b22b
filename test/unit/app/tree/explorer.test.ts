import assert from 'node:assert/strict';
import { nodeId } from '../../../../src/app/tree/node';
import { statusCounts } from '../../../../src/core/arrayJob';
import { FakeBrowser, aDefinition, aJob, aQueue, fails, queueArn } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { FakeMemory, type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('explorer', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) await world.clock.advance(500);
  }

  it('shows the sections, and the queues with what waits in them, for four calls', async () => {
    const { browser, view } = world;
    browser.jobs = [aJob('a', 'RUNNABLE'), aJob('b', 'RUNNING')];
    await view.show();
    assert.deepEqual(view.text(), [
      'Job Queues | 1',
      '  q | 1 waiting · priority 1 · local',
      'Jobs | recent, of all queues',
      'Compute Environments',
      'Job Definitions',
    ]);
    assert.deepEqual(browser.calls, ['policies', 'queues', 'jobs PENDING q', 'jobs RUNNABLE q']);
  });

  describe('a queue', () => {
    const counts = (done: number) => statusCounts({ RUNNING: 2, SUCCEEDED: done, FAILED: 1, RUNNABLE: 997 - done });

    it('holds its jobs by state; a running array is among the running', async () => {
      const { browser, view } = world;
      browser.jobs = [
        aJob('array', 'PENDING', { array: { size: 1000, counts: counts(411) } }),
        aJob('waits', 'PENDING'),
        aJob('ready', 'PENDING', { array: { size: 2, counts: statusCounts({ RUNNABLE: 2 }) } }),
        aJob('runs', 'RUNNING', { startedAt: Date.parse('2026-11-24T07:30:00Z') }),
        aJob('bad', 'FAILED', { exitCode: 3, statusReason: 'Essential container in task exited' }),
      ];
      await view.show();
      await view.expand('Job Queues', 'q');
      await view.expand('Job Queues', 'q', 'Running');
      await view.expand('Job Queues', 'q', 'Failed');
      assert.deepEqual(view.text('Job Queues', 'q'), [
        'Submitted | 0',
        'Pending | 1',
        'Runnable | 1',
        'Starting | 0',
        'Running | 2',
        '  name-array | 412/1,000 · 1 failed · since 07:00:00',
        '  name-runs | since 07:30:00',
        'Succeeded | 0',
        'Failed | 1',
        '  name-bad | exit 3',
      ]);
      const tooltip = world.explorer.tooltipOf(view.find('Job Queues', 'q', 'Running', 'name-array'));
      assert.match(tooltip ?? '', /Its children run\\. AWS Batch calls the parent of an array PENDING until/);
    });

    it('of 5,000 jobs costs one call a state, and shows a hundred at a time', async () => {
      const { browser, view } = world;
      browser.jobs = Array.from({ length: 5000 }, (_, n) =>
        aJob(`j${n}`, 'SUCCEEDED', { createdAt: n, jobName: `n${n}` }),
      );
      await view.show();
      browser.calls = [];
      await view.expand('Job Queues', 'q');
      await view.expand('Job Queues', 'q', 'Succeeded');
      assert.equal(browser.calls.length, 5, 'the two that the row of the queue took are there already');
      assert.ok(view.text('Job Queues', 'q').includes('Succeeded | 1,000+'));
      const rows = view.text('Job Queues', 'q', 'Succeeded');
      assert.deepEqual([rows[0], rows.at(-1), rows.length], ['n4999', 'Load More…', 101]);
      const more = view.find('Job Queues', 'q', 'Succeeded', 'Load More…');
      browser.calls = [];
      for (let page = 1; page < 10; page += 1) await world.explorer.loadMore(more);
      await settle();
      assert.deepEqual([browser.calls.length, view.text('Job Queues', 'q', 'Succeeded').length], [0, 1001]);
      await world.explorer.loadMore(more);
      await settle();
      assert.deepEqual(browser.calls, ['jobs SUCCEEDED q']);
      assert.equal(view.text('Job Queues', 'q', 'Succeeded').length, 1101);
      assert.ok(view.text('Job Queues', 'q').includes('Succeeded | 2,000+'));
    });

    it('follows a job from state to state, and keeps the ids of what stays', async () => {
      const { browser, view, clock } = world;
      browser.jobs = [aJob('a', 'RUNNABLE'), aJob('b', 'RUNNABLE')];
      await view.show();
      await view.expand('Job Queues', 'q');
      await view.expand('Job Queues', 'q', 'Runnable');
      const before = nodeId(view.find('Job Queues', 'q', 'Runnable', 'name-b'));
      browser.jobs = [
        aJob('a', 'RUNNING', { startedAt: clock.now() }),
        aJob('b', 'RUNNABLE', { statusReason: 'stuck' }),
      ];
      await pass(10_000);
      assert.deepEqual(view.text('Job Queues', 'q', 'Runnable').length, 1);
      assert.equal(nodeId(view.find('Job Queues', 'q', 'Runnable', 'name-b')), before);
      assert.ok(view.text('Job Queues', 'q').includes('Running | 1'));
      browser.jobs = [aJob('a', 'SUCCEEDED'), aJob('b', 'RUNNABLE')];
      await pass(10_000);
      assert.ok(view.text('Job Queues', 'q').includes('Succeeded | 1'));
    });

    it('tells the view nothing while nothing changes', async () => {
      const { browser, view } = world;
      browser.jobs = Array.from({ length: 50 }, (_, n) => aJob(`j${n}`, 'RUNNING'));
      await view.show();
      await view.expand('Job Queues', 'q');
      await view.expand('Job Queues', 'q', 'Running');
      await pass(5000);
      const { tellings } = view;
      await pass(120_000);
      assert.equal(view.tellings, tellings);
    });

    it('asks nothing about what is collapsed, and for all of it when it is expanded again', async () => {
      const { browser, view } = world;
      await view.show();
      await view.expand('Job Queues', 'q');
      await view.collapse('Job Queues', 'q');
      browser.calls = [];
      await pass(120_000);
      assert.deepEqual([...new Set(browser.calls)].sort(), ['jobs PENDING q', 'jobs RUNNABLE q', 'queues']);
      await view.collapse('Job Queues');
      browser.calls = [];
      await pass(120_000);
      assert.deepEqual(browser.calls, []);
    });
  });

  it('merges the recent jobs of all queues, newest first, and loads on where the list is incomplete', async () => {
    const { browser, view } = world;
    browser.queues = [aQueue('q'), aQueue('slow')];
    browser.jobs = [
      ...Array.from({ length: 150 }, (_, n) => aJob(`q${n}`, 'SUCCEEDED', { createdAt: 1000 + n })),
      aJob('old', 'FAILED', { createdAt: 1, jobQueue: queueArn('slow'), exitCode: 1 }),
      aJob('new', 'RUNNING', { createdAt: 2000, jobQueue: queueArn('slow') }),
    ];
    await view.show();
    browser.calls = [];
    await view.expand('Jobs');
    assert.deepEqual(browser.calls.sort(), ['recent q', 'recent slow']);
    const rows = (): readonly string[] => view.text('Jobs');
    assert.deepEqual(
      [rows()[0], rows()[1]],
      ['name-new | Running · since 00:00:02 · slow', 'name-q149 | Succeeded · q'],
    );
    assert.ok(!rows().some((row) => row.startsWith('name-old')), 'older than what is known of the other queue');
    await world.explorer.loadMore(view.find('Jobs', 'Load More…'));
    await settle();
    assert.deepEqual([rows().length, rows().at(-1)], [152, 'name-old | Failed · exit 1 · slow']);
  });

  describe('trouble', () => {
    it('of one call leaves the other sections alone, and goes with Retry', async () => {
      const { browser, view } = world;
      browser.before = (call) => (call === 'environments' ? fails('denied', 'not authorized') : undefined);
      await view.show();
      await view.expand('Compute Environments');
      assert.deepEqual(view.text('Compute Environments'), [
        'The credentials of this connection may not do this. | not authorized',
      ]);
      assert.deepEqual(view.text('Job Queues'), ['q | 0 waiting · priority 1 · local']);
      browser.before = () => undefined;
      await world.explorer.refreshNode(
        view.find('Compute Environments', 'The credentials of this connection may not do this.'),
      );
      await settle();
      assert.deepEqual(view.text('Compute Environments'), ['local | FARGATE · ENABLED · up to 16 vCPUs · → q']);
    });

    it('of every third call still fills the tree', async () => {
      const { browser, view } = world;
      let count = 0;
      browser.before = () => ((count += 1) % 3 === 0 ? fails('throttled', 'Too Many Requests') : undefined);
      browser.jobs = [aJob('a', 'RUNNING'), aJob('b', 'FAILED')];
      await view.show();
      await view.expand('Job Queues', 'q');
      await view.expand('Jobs');
      await pass(300_000);
      assert.deepEqual(
        view.text('Job Queues', 'q').filter((row) => !row.endsWith('0')),
        ['Running | 1', 'Failed | 1'],
      );
      assert.equal(view.text('Jobs').length, 2);
      assert.ok(count < 120, `${count} calls in five minutes`);
    });

    it('is told in the line above the tree', async () => {
      const { browser, view, clock } = world;
      await view.show();
      await view.expand('Job Queues', 'q');
      await pass(5000);
      assert.match(view.line ?? '', /^Updated 08:00:0\d$/);
      browser.before = () => fails('throttled', 'Too Many Requests');
      await pass(8000);
      assert.match(view.line ?? '', /^Throttled: .* Next look in .* Updated 08:00:0\d$/);
      browser.before = () => fails('network', 'connect ECONNREFUSED');
      world.explorer.refresh();
      await settle();
      assert.match(view.line ?? '', /^connect ECONNREFUSED\. Next try in/);
      browser.before = () => undefined;
      await pass(60_000);
      assert.match(view.line ?? '', /^Updated /);
      assert.ok(clock.now() > 0);
    });

    it('of the session empties the tree at once, and Refresh connects again', async () => {
      const { browser, view, sessions } = world;
      await view.show();
      await view.expand('Job Queues', 'q');
      browser.before = () => fails('engine', 'ended');
      await pass(10_000);
      assert.deepEqual([view.text(), sessions.state.status], [[], 'broken']);
      browser.calls = [];
      await pass(60_000);
      assert.deepEqual(browser.calls, [], 'nothing is asked of a connection that is broken');
      browser.before = () => undefined;
      world.explorer.refresh();
      await settle();
      assert.deepEqual(view.text('Job Queues', 'q').length, 7);
    });

    it('while connecting leaves the tree to the welcome texts', async () => {
      const { view, sessions } = world;
      sessions.openError = (() => {
        try {
          return fails('signedOut');
        } catch (error) {
          return error as never;
        }
      })();
      await view.show();
      assert.deepEqual(view.text(), []);
    });
  });

  it('holds nothing of the old connection after a switch, not even what was under way', async () => {
    const { browser, view, sessions } = world;
    browser.queues = [aQueue('old')];
    const late: (() => void)[] = [];
    await view.show();
    browser.before = () => new Promise<void>((resolve) => late.push(resolve));
    const expanding = view.expand('Job Queues', 'old');
    await settle();
    browser.before = () => undefined;
    browser.queues = [aQueue('new')];
    sessions.use({ kind: 'aws', region: 'eu-west-1' });
    await settle();
    for (const answer of late) answer();
    await expanding;
    await settle();
    assert.deepEqual(view.text('Job Queues'), ['new | 0 waiting · priority 1 · local']);
    browser.calls = [];
    await pass(60_000);
    assert.ok(browser.calls.length > 0 && !browser.calls.some((call) => call.endsWith('old')), browser.calls.join());
  });

  it('reads 2,000 revisions in twenty calls at most, five at a time', async () => {
    const { browser, view } = world;
    browser.definitions = Array.from({ length: 2000 }, (_, n) => aDefinition(`d${n % 40}`, Math.floor(n / 40) + 1));
    await view.show();
    browser.calls = [];
    await view.expand('Job Definitions');
    assert.equal(browser.calls.length, 5);
    assert.ok(view.text().includes('Job Definitions | 500 revisions read so far'));
    assert.deepEqual(
      [view.text('Job Definitions')[0], view.text('Job Definitions').at(-1)],
      ['d0 | :13 · busybox · 0.25 vCPU · 512 MiB', 'Load More…'],
    );
    browser.calls = [];
    await view.expand('Job Definitions', 'd0');
    assert.deepEqual(browser.calls, ['revisions d0']);
    assert.match(view.text('Job Definitions', 'd0')[0] ?? '', /^Revision 50 /);
  });

  it('bears one answer with 2,000 revisions of an emulator that knows no pages', async () => {
    const { browser, view } = world;
    browser.pageSizes.resources = 5000;
    browser.definitions = Array.from({ length: 2000 }, (_, n) => aDefinition('d', n + 1));
    await view.show();
    await view.expand('Job Definitions');
    await view.expand('Job Definitions', 'd');
    assert.equal(view.text('Job Definitions', 'd').length, 101);
  });

  it('filters and sorts where the user says so, and remembers it for the workspace', async () => {
    const memory = new FakeMemory();
    const browser = new FakeBrowser();
    browser.jobs = [
      aJob('1', 'RUNNING', { jobName: 'beta-split', createdAt: 3 }),
      aJob('2', 'FAILED', { jobName: 'alpha-split', createdAt: 2 }),
      aJob('3', 'FAILED', { jobName: 'gamma-merge', createdAt: 1 }),
    ];
    const names = (view: TreeWorld['view']): readonly string[] =>
      view.text('Jobs').map((row) => row.split(' ')[0] ?? '');
    world = makeTreeWorld(browser, memory);
    await world.view.show();
    const jobs = await world.view.expand('Jobs');
    await world.explorer.setOptions(jobs, { text: 'SPLIT', sort: 'name' });
    await settle();
    assert.deepEqual(names(world.view), ['alpha-split', 'beta-split']);
    assert.ok(world.view.text().includes('Jobs | recent, of all queues · filter: "SPLIT"'));
    world.explorer.dispose();

    world = makeTreeWorld(browser, memory);
    await world.view.show();
    await world.view.expand('Jobs');
    assert.deepEqual(names(world.view), ['alpha-split', 'beta-split']);
    await world.explorer.setOptions(world.view.find('Jobs'), { statuses: ['SUBMITTED'] });
    await settle();
    assert.deepEqual(world.view.text('Jobs'), ['Nothing matches the filter.']);
  });

  it('understands what is remembered even if it is nonsense', async () => {
    const memory = new FakeMemory();
    await memory.set('tree.options', {
      'jobs:x': 7,
      'jobs:aws::us-east-1': { text: 5, statuses: 'no', sort: 'sideways' },
    });
    world = makeTreeWorld(new FakeBrowser(), memory);
    await world.view.show();
    await world.view.expand('Jobs');
    assert.match(world.view.text('Jobs')[0] ?? '', /^No jobs yet/);
  });
});
