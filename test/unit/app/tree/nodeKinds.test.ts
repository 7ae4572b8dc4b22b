// What each kind of node shows, also of states and kinds that no one knows yet.
import assert from 'node:assert/strict';
import { nodeKinds } from '../../../../src/app/tree';
import { type Node, nodeId } from '../../../../src/app/tree/node';
import { statusCounts } from '../../../../src/core/arrayJob';
import type { Job } from '../../../../src/core/job';
import {
  aDefinition,
  aJob,
  aQueue,
  anEnvironment,
  environmentArn,
  fails,
  queueArn,
} from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('tree nodes', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  const children = (
    parent: string,
    size: number,
    stateOf: (index: number) => Partial<Job> & { status: string },
  ): Job[] =>
    Array.from({ length: size }, (_, index) =>
      aJob(`${parent}:${index}`, 'x', { array: { index }, ...stateOf(index) }),
    );
  const tooltip = (...labels: readonly string[]): string =>
    (world.explorer.tooltipOf(world.view.find(...labels)) ?? '').replaceAll('\\', '');
  const tokens = (...labels: readonly string[]): readonly string[] =>
    [...world.explorer.viewOf(world.view.find(...labels)).tokens].sort();

  it('are all spoken for, and none is without words, an icon and an id of its own', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = [
      aJob('a', 'FAILED', { attempts: [{ exitCode: 1 }], dependsOn: [{ jobId: 'b' }] }),
      aJob('b', 'RUNNING'),
    ];
    browser.definitions = [aDefinition('d', 1)];
    await view.show();
    for (const path of [['Jobs'], ['Jobs', 'name-a'], ['Jobs', 'name-a', 'Depends on'], ['Compute Environments']]) {
      await view.expand(...path);
    }
    const seen = new Set<string>();
    const visit = async (node: Node, depth: number): Promise<void> => {
      const look = explorer.viewOf(node);
      assert.ok(look.label !== '' && look.icon.name !== '', node.kind);
      assert.ok(!seen.has(nodeId(node)), nodeId(node));
      seen.add(nodeId(node));
      // Dependencies lead round in circles.
      if (depth === 4 || look.collapse === 'leaf') return;
      for (const child of await explorer.children(node)) await visit(child, depth + 1);
    };
    for (const root of await explorer.children(undefined)) await visit(root, 0);
    const kinds = new Set([...seen].map((id) => /([a-zA-Z]+):[^/]*$/.exec(id)?.[1]));
    const rest = ['childStatus', 'childRange', 'loadMore', 'failure'];
    assert.deepEqual([...kinds, ...rest].sort(), Object.keys(nodeKinds).sort());
  });

  it('bear states and kinds of a newer AWS Batch', async () => {
    const { browser, view } = world;
    browser.queues = [aQueue('q', { state: 'DRAINING', status: 'FROZEN', queueType: 'QUANTUM' })];
    browser.environments = [anEnvironment('local', { resourceType: 'LUNAR', state: 'SLEEPING', status: 'MOVED' })];
    browser.definitions = [aDefinition('d', 1, { status: 'ARCHIVED', type: 'hologram', container: undefined })];
    browser.jobs = [aJob('a', 'HIBERNATING')];
    await view.show();
    await view.expand('Jobs');
    await view.expand('Compute Environments');
    await world.explorer.setOptions(view.find('Job Definitions'), { showsInactive: true });
    await view.expand('Job Definitions');
    await view.expand('Job Definitions', 'd');
    assert.deepEqual(view.text(), [
      'Job Queues | 1',
      '  q | DRAINING, FROZEN · 0 waiting · priority 1 · local',
      'Jobs | recent, of all queues',
      '  name-a | Hibernating · since 07:00:00',
      'Compute Environments | 1',
      '  local | LUNAR · SLEEPING, MOVED · up to 16 vCPUs · → q',
      'Job Definitions | 1',
      '  d | :1',
      '    Revision 1 | ARCHIVED',
    ]);
    assert.match(tooltip('Jobs', 'name-a'), /A newer AWS Batch calls it HIBERNATING/);
    assert.match(tooltip('Job Queues', 'q'), /A newer AWS Batch calls it FROZEN/);
  });

  it('explain a state wherever it is shown', async () => {
    const { browser, view } = world;
    browser.jobs = [
      aJob('stuck', 'RUNNABLE', { statusReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job…' }),
      aJob('oom', 'FAILED', {
        exitCode: 137,
        reason: 'OutOfMemoryError: Container killed',
        startedAt: 5,
        stoppedAt: 65_005,
      }),
      aJob('stopping', 'RUNNING', { isStopping: true }),
      aJob('late', 'PENDING', { array: { size: 3, counts: statusCounts({}) } }),
    ];
    await view.show();
    await view.expand('Jobs');
    assert.match(
      tooltip('Jobs', 'name-stuck'),
      /waits until a compute environment .*\n\n> MISCONFIGURATION:JOB_RESOURCE/s,
    );
    assert.match(tooltip('Jobs', 'name-late'), /The array waits for other jobs to succeed/);
    assert.match(tooltip('Jobs', 'name-oom'), /Duration: 1 min 05 s\s+Exit code: 137/);
    const rows = view.text('Jobs');
    assert.ok(
      rows.includes('name-oom | Failed · exit 137 · OutOfMemoryError: Container killed · 1 min 05 s'),
      rows.join('\n'),
    );
    assert.ok(rows.includes('name-stopping | Running · stopping · since 07:00:00'), rows.join('\n'));
  });

  it('take nothing that comes from AWS for mark-up', async () => {
    const { browser, view, explorer } = world;
    const evil = '[click](command:x) ![i](https://e.org) <b> `c` **b**';
    browser.jobs = [aJob('a', 'FAILED', { jobName: evil, statusReason: `${evil}\n# title` })];
    await view.show();
    await view.expand('Jobs');
    const text = explorer.tooltipOf(view.find('Jobs', evil)) ?? '';
    assert.ok(!/(^|[^\\])[[\]<]|\]\(/.test(text), text);
    assert.ok(!text.includes('\n#'), text);
  });

  describe('of a job', () => {
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
      assert.deepEqual(tokens('Jobs', 'name-split', 'Attempt 2'), ['failed', 'log']);
      assert.match(tooltip('Jobs', 'name-split', 'Attempt 1'), /> Task failed to start · CannotPull/);
      assert.ok(tokens('Jobs', 'name-merge', 'Depends on', 'name-split').includes('link'));
    });

    it('that is an array of 10,000 are its failed ones and ranges of ranges; a range costs one call', async () => {
      const { browser, view } = world;
      const counts = statusCounts({ SUCCEEDED: 9998, FAILED: 2 });
      const stateOf = (index: number) => ({
        status: index === 250 || index === 9999 ? 'FAILED' : 'SUCCEEDED',
        exitCode: index === 250 ? 7 : 1,
      });
      browser.jobs = [aJob('big', 'FAILED', { array: { size: 10_000, counts } }), ...children('big', 10_000, stateOf)];
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
      assert.ok(tokens('Jobs', 'name-big', '0 to 999', '200 to 299', 'Child 250').includes('child'));
    });

    it('that is a small array stand directly below it, for one call more', async () => {
      const { browser, view } = world;
      browser.jobs = [
        aJob('small', 'PENDING', { array: { size: 3, counts: statusCounts({ RUNNING: 1, PENDING: 2 }) } }),
        ...children('small', 3, (index) => ({ status: index === 0 ? 'RUNNING' : 'PENDING' })),
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
        ...children('a', 300, (index) => ({ status: index === 5 ? 'SUCCEEDED' : 'RUNNABLE' })),
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

  it('tell of environments what they have, want and serve', async () => {
    const { browser, view } = world;
    browser.environments = [
      anEnvironment('ec2', {
        resourceType: 'SPOT',
        minvCpus: 0,
        maxvCpus: 256,
        desiredvCpus: 4,
        instanceTypes: ['c5', 'm5'],
      }),
      anEnvironment('bad', {
        status: 'INVALID',
        statusReason: 'CLIENT_ERROR - Not authorized to perform sts:AssumeRole',
      }),
      anEnvironment('own', {
        management: 'UNMANAGED',
        resourceType: undefined,
        maxvCpus: undefined,
        state: 'DISABLED',
      }),
    ];
    browser.queues = [aQueue('q', { computeEnvironments: [environmentArn('ec2')] })];
    await view.show();
    await view.expand('Compute Environments');
    await view.expand('Compute Environments', 'ec2');
    await view.expand('Compute Environments', 'bad');
    assert.deepEqual(view.text('Compute Environments'), [
      'bad | FARGATE · INVALID · up to 16 vCPUs',
      '  No queue uses it.',
      'ec2 | SPOT · ENABLED · 4 of 0–256 vCPUs · → q',
      '  q | 0 waiting · priority 1 · ec2',
      'own | UNMANAGED · DISABLED',
    ]);
    assert.match(tooltip('Compute Environments', 'bad'), /AWS Batch cannot use it as it is\.\n\n> CLIENT_ERROR - Not/);
  });

  it('hide what is INACTIVE until the user asks for it', async () => {
    const { browser, view, explorer } = world;
    browser.definitions = [
      aDefinition('d', 1, { status: 'INACTIVE' }),
      aDefinition('d', 2),
      aDefinition('x', 1, { status: 'INACTIVE' }),
    ];
    await view.show();
    await view.expand('Job Definitions');
    await view.expand('Job Definitions', 'd');
    assert.deepEqual(
      view.text('Job Definitions').map((row) => row.split(' |')[0]),
      ['d', '  Revision 2'],
    );
    assert.ok(tokens('Job Definitions').includes('hidesInactive'));
    await explorer.setOptions(view.find('Job Definitions'), { showsInactive: true });
    await settle();
    assert.deepEqual(
      view.text('Job Definitions').map((row) => row.split(' |')[0]),
      ['d', '  Revision 2', '  Revision 1', 'x'],
    );
    assert.match(view.text('Job Definitions', 'd')[1] ?? '', /INACTIVE/);
    assert.ok(tokens('Job Definitions').includes('showsInactive'));
  });

  it('say that jobs of SageMaker are not here', async () => {
    const { browser, view } = world;
    browser.queues = [
      aQueue('q', { computeEnvironments: [], serviceEnvironments: ['arn:se'], queueType: 'SAGEMAKER_TRAINING' }),
    ];
    await view.show();
    browser.calls = [];
    await view.expand('Job Queues', 'q');
    await view.expand('Jobs');
    assert.deepEqual(browser.calls, []);
    assert.match(view.text('Job Queues', 'q')[0] ?? '', /SageMaker/);
  });

  it('offer the console only where there is one', async () => {
    const { sessions, view } = world;
    await view.show();
    assert.ok(tokens('Job Queues', 'q').includes('console'));
    sessions.use({ kind: 'local' });
    await settle();
    assert.ok(!tokens('Job Queues', 'q').includes('console'));
  });

  it('of a queue keep to the filter of the queue', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = [aJob('1', 'RUNNING', { jobName: 'alpha' }), aJob('2', 'RUNNING', { jobName: 'beta' })];
    await view.show();
    const queue = await view.expand('Job Queues', 'q');
    await explorer.setOptions(queue, { text: 'alp', statuses: ['RUNNING', 'FAILED'], sort: 'name' });
    await settle();
    await view.expand('Job Queues', 'q', 'Running');
    assert.deepEqual(view.text('Job Queues', 'q'), ['Running | 1 of 2', '  alpha | since 07:00:00', 'Failed | 0']);
    assert.ok(tokens('Job Queues', 'q').includes('filtered'));
  });

  describe('can be revealed', () => {
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
        ...children('big', 3000, () => ({ status: 'SUCCEEDED' })),
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
});
