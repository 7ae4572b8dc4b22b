// The way to a job that the user wants to see, wherever it stands in the tree.
import assert from 'node:assert/strict';
import { nodeId } from '../../../../src/app/tree/node';
import { statusCounts } from '../../../../src/core/arrayJob';
import { aJob, aQueue, queueArn } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, childJobs, makeTreeWorld } from '../../../support/treeWorld';

describe('jobs can be revealed', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  it('when they were just submitted and no list has them yet', async () => {
    const { browser, view, explorer } = world;
    await view.show();
    const { jobs } = browser;
    browser.jobs = [aJob('new', 'SUBMITTED')];
    browser.before = (call) => {
      if (call.startsWith('recent')) browser.jobs = jobs;
      else if (call.startsWith('describe')) browser.jobs = [aJob('new', 'SUBMITTED')];
    };
    await explorer.reveal('new');
    const [node] = view.selection;
    assert.ok(node?.kind === 'job' && node.jobId === 'new');
    assert.equal(node.parent.kind, 'jobs');
    await view.expand('Jobs');
    assert.deepEqual(view.text('Jobs'), ['name-new | Submitted · since 07:00:00']);
  });

  it('when a filter hides them, or they are far down', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = Array.from({ length: 90 }, (_, n) => aJob(`j${n}`, 'SUCCEEDED', { createdAt: n }));
    browser.jobs.push(
      ...Array.from({ length: 60 }, (_, n) =>
        aJob(`k${n}`, 'FAILED', { createdAt: 1000 + n, jobQueue: queueArn('other') }),
      ),
    );
    browser.queues = [aQueue('q'), aQueue('other')];
    await view.show();
    await view.expand('Jobs');
    await explorer.setOptions(view.find('Jobs'), { text: 'k', statuses: ['FAILED'] });
    await explorer.reveal('j0');
    await settle();
    assert.deepEqual(explorer.optionsOf(view.find('Jobs')).text, undefined);
    assert.equal(view.text('Jobs').at(-1), 'name-j0 | Succeeded · q');
  });

  it('in the depths of an array', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = [
      aJob('big', 'FAILED', { array: { size: 3000, counts: statusCounts({ SUCCEEDED: 3000 }) } }),
      ...childJobs('big', 3000, () => ({ status: 'SUCCEEDED' })),
    ];
    await view.show();
    await explorer.reveal('big:2345');
    const way = nodeId(view.selection[0] ?? assert.fail())
      .split('/')
      .map((part) => part.split(':').slice(0, 2).join(':'));
    assert.deepEqual(way.slice(1), ['job:big', 'childRange:2000-3000', 'childRange:2300-2400', 'job:big']);
  });

  it('only if AWS Batch knows them', async () => {
    await world.view.show();
    await assert.rejects(world.explorer.reveal('nonsense'), {
      kind: 'notFound',
      message: /does not know the job nonsense/,
    });
  });
});
