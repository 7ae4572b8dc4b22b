// Where and how much in the panel: asked for when the user asks, told in a few lines, and honest where there is no figure.
import assert from 'node:assert/strict';
import type { UsageView } from '../../../../src/app/runPanel/protocol';
import type { Job } from '../../../../src/core/job';
import { aJob, anEnvironment, fails } from '../../../support/fakeBrowser';
import { settle } from '../../../support/manualClock';
import { PanelWorld, anArray } from '../../../support/panelWorld';
import { fargateOffers } from '../../../support/priceList';

const taskArn = 'arn:aws:ecs:us-east-1:123456789012:task/ce_Batch_0d1f2a3b-1111-2222-3333-444455556666/t1';
const startedAt = Date.UTC(2026, 10, 24, 2, 0, 0);

/** Ran for an hour on Fargate. */
function done(jobId: string): Job {
  const attempt = { startedAt, stoppedAt: startedAt + 3_600_000, exitCode: 0, taskArn };
  const container = { vcpus: 1, memoryMib: 2048 };
  return aJob(jobId, 'SUCCEEDED', { container, createdAt: startedAt - 60_000, attempts: [attempt] });
}

describe('where and how much, in the run panel', () => {
  let world: PanelWorld;
  async function open(jobs: readonly Job[]): Promise<void> {
    world = new PanelWorld('a');
    world.browser.jobs = [...jobs];
    world.browser.environments = [anEnvironment('ce', { resourceType: 'FARGATE' })];
    world.around.priceList = fargateOffers;
    await world.show();
  }
  afterEach(() => {
    world.panel.dispose();
    assert.deepEqual(world.faults, []);
  });

  const told = (): readonly UsageView[] =>
    world.messages.flatMap((message) => (message.type === 'usage' ? [message.usage] : []));
  async function look(): Promise<UsageView | undefined> {
    world.panel.receive({ type: 'lookAtUsage', isWanted: true });
    await settle();
    return told().at(-1);
  }
  function rowsOf(usage: UsageView | undefined): Record<string, string> {
    assert.ok(usage?.kind === 'shown', JSON.stringify(usage));
    return Object.fromEntries(usage.rows.map(({ label, value }) => [label, value]));
  }

  it('is told once for each time it is asked for, and asks nothing by itself', async () => {
    await open([done('a')]);
    await world.pass(60_000);
    assert.deepEqual([told(), world.around.calls], [[], []]);
    const usage = await look();
    assert.equal(told()[0]?.kind, 'loading');
    assert.deepEqual(rowsOf(usage), {
      Estimate: 'USD 0.0494',
      Rates: 'the price list of AWS for us-east-1, asked on 2026-11-24',
      'Compute environment': 'ce (FARGATE)',
      Size: '1 vCPU, 2048 MiB',
      'Longest wait': '1 min 00 s',
      Ran: '1 h 00 min',
    });
    assert.deepEqual(usage?.kind === 'shown' && usage.notes, []);
    const calls = world.browser.calls.length;
    await world.pass(60_000);
    assert.deepEqual([told().length, world.browser.calls.length], [2, calls]);
  });

  it('gives no figure where prices are refused, and says so', async () => {
    await open([done('a')]);
    world.around.before = () => fails('denied', 'not authorized to perform: pricing:GetProducts');
    const usage = await look();
    assert.equal(rowsOf(usage).Estimate, 'no figure');
    assert.equal(rowsOf(usage).Rates, undefined);
    assert.deepEqual(usage?.kind === 'shown' && usage.notes, [
      'No figure for 1 attempts: not authorized to perform: pricing:GetProducts',
    ]);
  });

  it('tells how far it is with a large array, and stops where the card or the panel is closed', async () => {
    await open(anArray('a', 1000, () => ({ status: 'SUCCEEDED' })));
    let isClosing = false;
    world.browser.before = () => {
      if (isClosing && told().length === 3) world.panel.receive({ type: 'lookAtUsage', isWanted: false });
    };
    isClosing = true;
    await look();
    const texts = told().map((usage) => (usage.kind === 'loading' ? usage.text : usage.kind));
    assert.deepEqual(texts.slice(0, 3), [
      'Looking where it ran and what it costs',
      '0 of 1000 children',
      '100 of 1000 children',
    ]);
    assert.ok(
      texts.length < 6 && texts.every((text) => text.startsWith('Looking') || text.includes('children')),
      texts.join(),
    );
    isClosing = false;
    assert.equal(rowsOf(await look()).Estimate, 'nothing has run');
  });

  it('says what failed, and what to do when another connection is chosen', async () => {
    await open([done('a')]);
    world.browser.before = (call) =>
      call.startsWith('describe') ? fails('denied', 'no batch:DescribeJobs') : undefined;
    assert.deepEqual(await look(), { kind: 'failed', text: 'no batch:DescribeJobs' });
    world.rates = { fargateVcpuHour: 'dear' };
    world.browser.before = () => undefined;
    const wrong = await look();
    assert.ok(wrong?.kind === 'failed' && /awsBatch\.rates/.test(wrong.text), JSON.stringify(wrong));
    world.sessions.use({ kind: 'local' });
    await settle();
    const other = await look();
    assert.ok(other?.kind === 'failed' && /Another connection/.test(other.text), JSON.stringify(other));
  });
});
