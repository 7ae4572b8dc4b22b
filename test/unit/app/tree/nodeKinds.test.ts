// What each kind of node shows, also of states and kinds that no one knows yet.
import assert from 'node:assert/strict';
import { nodeKinds } from '../../../../src/app/tree';
import { type Node, nodeId } from '../../../../src/app/tree/node';
import { statusCounts } from '../../../../src/core/arrayJob';
import { aDefinition, aJob, aPolicy, aQueue, anEnvironment, environmentArn } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('tree nodes', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });

  it('are all spoken for, and none is without words, an icon and an id of its own', async () => {
    const { browser, view, explorer } = world;
    browser.jobs = [
      aJob('a', 'FAILED', { attempts: [{ exitCode: 1 }], dependsOn: [{ jobId: 'b' }] }),
      aJob('b', 'RUNNING'),
    ];
    browser.definitions = [aDefinition('d', 1)];
    browser.policies = [aPolicy('p', { shareDistribution: [{ shareIdentifier: 'a' }] })];
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
    assert.match(view.tooltip('Jobs', 'name-a'), /A newer AWS Batch calls it HIBERNATING/);
    assert.match(view.tooltip('Job Queues', 'q'), /A newer AWS Batch calls it FROZEN/);
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
      view.tooltip('Jobs', 'name-stuck'),
      /waits until a compute environment .*\n\n> MISCONFIGURATION:JOB_RESOURCE/s,
    );
    assert.match(view.tooltip('Jobs', 'name-late'), /The array waits for other jobs to succeed/);
    assert.match(view.tooltip('Jobs', 'name-oom'), /Duration: 1 min 05 s\s+Exit code: 137/);
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
    // Some emulators give the names that a queue was made with, where AWS gives ARNs.
    browser.queues = [
      aQueue('q', { computeEnvironments: [environmentArn('ec2')] }),
      aQueue('named', { computeEnvironments: ['ec2'] }),
    ];
    await view.show();
    await view.expand('Compute Environments');
    await view.expand('Compute Environments', 'ec2');
    await view.expand('Compute Environments', 'bad');
    assert.deepEqual(view.text('Compute Environments'), [
      'bad | FARGATE · INVALID · up to 16 vCPUs',
      '  No queue uses it. Create one…',
      'ec2 | SPOT · ENABLED · 4 of 0–256 vCPUs · → q, named',
      '  q | 0 waiting · priority 1 · ec2',
      '  named | 0 waiting · priority 1 · ec2',
      'own | UNMANAGED · DISABLED',
    ]);
    assert.match(
      view.tooltip('Compute Environments', 'bad'),
      /AWS Batch cannot use it as it is\.\n\n> CLIENT_ERROR - Not/,
    );
  });

  it('remember how many vCPUs were wanted of an environment since the session began', async () => {
    const { browser, view, explorer, clock } = world;
    const wants = (desiredvCpus: number): void => {
      browser.environments = [anEnvironment('ec2', { resourceType: 'EC2', minvCpus: 0, desiredvCpus })];
    };
    wants(0);
    await view.show();
    await view.expand('Compute Environments');
    assert.ok(!view.tooltip('Compute Environments', 'ec2').includes('wanted so far'));
    for (const desired of [0, 4, 16, 16]) {
      wants(desired);
      explorer.refresh();
      await clock.advance(1000);
      await settle();
    }
    assert.match(view.tooltip('Compute Environments', 'ec2'), /wanted so far: 0 → 4 \([\d:]+\) → 16 \([\d:]+\) /);
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
    assert.ok(view.tokens('Job Definitions').includes('hidesInactive'));
    await explorer.setOptions(view.find('Job Definitions'), { showsInactive: true });
    await settle();
    assert.deepEqual(
      view.text('Job Definitions').map((row) => row.split(' |')[0]),
      ['d', '  Revision 2', '  Revision 1', 'x'],
    );
    assert.match(view.text('Job Definitions', 'd')[1] ?? '', /INACTIVE/);
    assert.ok(view.tokens('Job Definitions').includes('showsInactive'));
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
    assert.ok(view.tokens('Job Queues', 'q').includes('console'));
    sessions.use({ kind: 'local' });
    await settle();
    assert.ok(!view.tokens('Job Queues', 'q').includes('console'));
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
    assert.ok(view.tokens('Job Queues', 'q').includes('filtered'));
  });
});
