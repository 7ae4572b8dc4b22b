// What stands below a job: its attempts, its dependencies, and of an array its children.
import assert from 'node:assert/strict';
import { statusCounts } from '../../../../src/core/arrayJob';
import { aJob, fails } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, childJobs, makeTreeWorld } from '../../../support/treeWorld';

describe('nodes below a job', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  it('are its attempts, and its dependencies in both directions', async () => {
    const { browser, view } = world;
    browser.jobs = [
      aJob('split', 'FAILED', {
        createdAt: 1000,
        maxAttempts: 3,
        attempts: [
          { statusReason: 'Task failed to start', reason: 'CannotPullContainerError: x' },
          { exitCode: 1, startedAt: 0, stoppedAt: 2000, logStreamName: 'd/default/1' },
        ],
      }),
      aJob('merge', 'PENDING', { createdAt: 2000, dependsOn: [{ jobId: 'split' }, { jobId: 'gone' }] }),
      aJob('other', 'PENDING', { createdAt: 3000 }),
    ];
    await view.show();
    await view.expand('Jobs');
    await view.expand('Jobs', 'name-split');
    browser.calls = [];
    await view.expand('Jobs', 'name-split', 'Needed by');
    assert.ok(browser.calls.length <= 3, browser.calls.join());
    await view.expand('Jobs', 'name-merge');
    await view.expand('Jobs', 'name-merge', 'Depends on');
    await view.expand('Jobs', 'name-merge', 'Depends on', 'gone');
    assert.deepEqual(view.text('Jobs', 'name-split'), [
      'Attempt 1 | CannotPullContainerError: x',
      'Attempt 2 | exit 1 · 2.0 s',
      'Needed by',
      '  name-merge | Pending · since 00:00:02',
    ]);
    assert.deepEqual(view.text('Jobs', 'name-merge'), [
      'Depends on | 2',
      '  name-split | Failed · exit 1'.replace(' · exit 1', ''),
      '  gone',
      '    AWS Batch does not know this job any longer.',
      'Needed by',
    ]);
    assert.deepEqual(view.tokens('Jobs', 'name-split', 'Attempt 2'), ['failed', 'log']);
    assert.match(view.tooltip('Jobs', 'name-split', 'Attempt 1'), /> Task failed to start · CannotPull/);
    assert.ok(view.tokens('Jobs', 'name-merge', 'Depends on', 'name-split').includes('link'));
  });

  it('that is an array of 10,000 are its failed ones and ranges of ranges; a range costs one call', async () => {
    const { browser, view } = world;
    const counts = statusCounts({ SUCCEEDED: 9998, FAILED: 2 });
    const stateOf = (index: number) => ({
      status: index === 250 || index === 9999 ? 'FAILED' : 'SUCCEEDED',
      exitCode: index === 250 ? 7 : 1,
    });
    browser.jobs = [aJob('big', 'FAILED', { array: { size: 10_000, counts } }), ...childJobs('big', 10_000, stateOf)];
    await view.show();
    await view.expand('Jobs');
    browser.calls = [];
    await view.expand('Jobs', 'name-big');
    assert.deepEqual(browser.calls, ['describe 1']);
    const rows = view.text('Jobs', 'name-big');
    assert.deepEqual([rows.length, rows[0], rows[1], rows[10]], [12, 'Failed | 2', '0 to 999', '9,000 to 9,999']);
    browser.calls = [];
    await view.expand('Jobs', 'name-big', 'Failed');
    assert.deepEqual(browser.calls, ['children FAILED big']);
    assert.deepEqual(view.text('Jobs', 'name-big', 'Failed'), ['Child 250 | exit 7', 'Child 9999 | exit 1']);
    browser.calls = [];
    await view.expand('Jobs', 'name-big', '0 to 999');
    assert.deepEqual([browser.calls, view.text('Jobs', 'name-big', '0 to 999').length], [[], 10]);
    await view.expand('Jobs', 'name-big', '0 to 999', '200 to 299');
    await settle();
    assert.deepEqual(browser.calls, ['describe 100']);
    assert.ok(view.text('Jobs', 'name-big', '0 to 999').includes('200 to 299 | 99 succeeded · 1 failed'));
    assert.ok(view.tokens('Jobs', 'name-big', '0 to 999', '200 to 299', 'Child 250').includes('child'));
  });

  it('that is a small array stand directly below it, for one call more', async () => {
    const { browser, view } = world;
    browser.jobs = [
      aJob('small', 'PENDING', { array: { size: 3, counts: statusCounts({ RUNNING: 1, PENDING: 2 }) } }),
      ...childJobs('small', 3, (index) => ({ status: index === 0 ? 'RUNNING' : 'PENDING' })),
    ];
    await view.show();
    await view.expand('Jobs');
    browser.calls = [];
    await view.expand('Jobs', 'name-small');
    assert.deepEqual(browser.calls, ['describe 1', 'describe 3']);
    assert.deepEqual(view.text('Jobs', 'name-small'), [
      'Child 0 | Running · since 07:00:00',
      'Child 1 | Pending · since 07:00:00',
      'Child 2 | Pending · since 07:00:00',
      'Needed by',
    ]);
  });

  it('that is filtered by state are the groups of these states', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = [
      aJob('a', 'PENDING', { array: { size: 300, counts: statusCounts({ RUNNABLE: 299, SUCCEEDED: 1 }) } }),
      ...childJobs('a', 300, (index) => ({ status: index === 5 ? 'SUCCEEDED' : 'RUNNABLE' })),
    ];
    await view.show();
    await view.expand('Jobs');
    await explorer.setOptions(await view.expand('Jobs', 'name-a'), { statuses: ['SUCCEEDED'] });
    await settle();
    await view.expand('Jobs', 'name-a', 'Succeeded');
    assert.deepEqual(view.text('Jobs', 'name-a'), ['Succeeded | 1', '  Child 5', 'Needed by']);
  });

  it('whose array waits for another job do not exist yet', async () => {
    const { browser, view } = world;
    browser.jobs = [
      aJob('a', 'PENDING', { array: { size: 500, counts: statusCounts({}) }, dependsOn: [{ jobId: 'b' }] }),
    ];
    await view.show();
    await view.expand('Jobs');
    await view.expand('Jobs', 'name-a');
    await view.expand('Jobs', 'name-a', '0 to 99');
    assert.match(view.text('Jobs', 'name-a', '0 to 99')[0] ?? '', /^These children do not exist yet/);
  });

  it('that cannot be described are told with Retry', async () => {
    const { browser, view } = world;
    browser.jobs = [aJob('a', 'RUNNING')];
    await view.show();
    await view.expand('Jobs');
    browser.before = (call) => (call.startsWith('describe') ? fails('denied', 'batch:DescribeJobs') : undefined);
    await view.expand('Jobs', 'name-a');
    assert.deepEqual(view.text('Jobs', 'name-a'), [
      'The credentials of this connection may not do this. | batch:DescribeJobs',
    ]);
  });
});
