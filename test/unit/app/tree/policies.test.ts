// Scheduling policies in the tree: there only where there are any, with their shares, and in the way of nobody else.
import assert from 'node:assert/strict';
import { aPolicy, aQueue, fails, policyArn } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { type TreeWorld, makeTreeWorld } from '../../../support/treeWorld';

describe('scheduling policies in the tree', () => {
  let world: TreeWorld;
  beforeEach(() => (world = makeTreeWorld()));
  afterEach(() => {
    world.explorer.dispose();
    assert.deepEqual(world.faults, []);
  });
  const labels = (): readonly string[] => world.view.text().filter((row) => !row.startsWith(' '));
  /** Lets the next looks come. */
  const pass = async (seconds: number): Promise<void> => {
    for (let at = 0; at < seconds; at += 1) {
      await world.clock.advance(1000);
      await settle();
    }
  };
  const shareDistribution = [{ shareIdentifier: 'night', weightFactor: 0.5 }, { shareIdentifier: 'team*' }];

  it('are a section that comes with the first of them and goes with the last', async () => {
    const { browser, view, explorer } = world;
    await view.show();
    await pass(3);
    assert.ok(!labels().some((row) => row.startsWith('Scheduling Policies')), labels().join('\n'));
    assert.equal(
      browser.calls.filter((call) => call === 'policies').length,
      1,
      'asked for once, and rarely after that',
    );
    browser.policies = [aPolicy('idle')];
    explorer.refresh();
    await pass(3);
    assert.deepEqual(labels().at(-1), 'Scheduling Policies | 1');
    await view.expand('Scheduling Policies');
    await view.expand('Scheduling Policies', 'idle');
    assert.deepEqual(view.text('Scheduling Policies'), [
      'idle | 0 shares · no queue uses it',
      '  It names no share: each has the weight 1.',
    ]);
    browser.policies = [];
    explorer.refresh();
    await pass(3);
    assert.ok(!labels().some((row) => row.startsWith('Scheduling Policies')), labels().join('\n'));
  });

  it('stand below their queues too, with shares and settings', async () => {
    const { browser, view } = world;
    browser.policies = [
      aPolicy('fair', { shareDistribution, shareDecaySeconds: 3600, computeReservation: 20 }),
      { name: 'quota', arn: policyArn('quota') },
    ];
    browser.queues = [aQueue('q', { schedulingPolicyArn: policyArn('fair') })];
    await view.show();
    await pass(3);
    for (const path of [['Scheduling Policies'], ['Job Queues', 'q'], ['Job Queues', 'q', 'fair']]) {
      await view.expand(...path);
    }
    assert.deepEqual(view.text('Scheduling Policies'), [
      'fair | 2 shares · decay 1 h 00 min · reserves 20 % · → q',
      'quota | not fair share · no queue uses it',
    ]);
    assert.deepEqual(view.text('Job Queues', 'q').slice(-3), [
      'fair | 2 shares · decay 1 h 00 min · reserves 20 %',
      '  night | weight 0.5',
      '  team* | weight 1',
    ]);
    assert.deepEqual(view.tokens('Scheduling Policies', 'fair'), ['arn', 'json', 'name', 'shares']);
    assert.deepEqual(view.tokens('Scheduling Policies', 'quota'), ['arn', 'json', 'name']);
    assert.match(
      view.tooltip('Scheduling Policies', 'fair'),
      /computeReservation: 20: .*\(20\/100\).*\n.*Used by: `q`/,
    );
    assert.match(view.tooltip('Job Queues', 'q'), /fair share \(`fair`\)/);
  });

  it('that may not be listed are told of only where a queue has one, and never in the place of jobs', async () => {
    const { browser, view } = world;
    browser.before = (call) => (call === 'policies' ? fails('denied', 'no batch:ListSchedulingPolicies') : undefined);
    await view.show();
    await pass(3);
    assert.ok(!view.text().some((row) => /polic/i.test(row)), view.text().join('\n'));
    browser.queues = [aQueue('q', { schedulingPolicyArn: policyArn('fair') })];
    world.explorer.refresh();
    await pass(3);
    for (const path of [['Scheduling Policies'], ['Job Queues', 'q'], ['Job Queues', 'q', 'fair']]) {
      await view.expand(...path);
    }
    assert.match(view.text('Scheduling Policies').join('\n'), /^.* \| no batch:ListSchedulingPolicies$/);
    const rows = view.text('Job Queues', 'q');
    assert.deepEqual([rows.length, rows[7]], [9, 'fair']);
    assert.match(rows[8] ?? '', /no batch:ListSchedulingPolicies/);
  });

  it('are read page by page', async () => {
    const { browser, view } = world;
    browser.pageSizes.resources = 10;
    browser.policies = Array.from({ length: 120 }, (_, i) => aPolicy(`p${i}`));
    await view.show();
    await pass(3);
    await view.expand('Scheduling Policies');
    assert.match(labels().at(-1) ?? '', /\| 50\+$/);
    await world.explorer.loadMore(view.find('Scheduling Policies', 'Load More…'));
    await settle();
    assert.match(world.view.text().at(-2) ?? '', /p99 /);
  });
});
