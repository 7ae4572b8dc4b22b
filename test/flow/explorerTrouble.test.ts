// The tree on an AWS Batch that refuses, throttles or is full: real sessions and gateways, and the calls are counted.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/app/ports';
import { updateComputeEnvironment } from '../../src/engine/batch/operations/updateComputeEnvironment';
import { BatchWorld } from '../support/batchWorld';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { ManualClock } from '../support/manualClock';
import { type MeddlingProxy, startMeddlingProxy } from '../support/meddlingProxy';
import { jsonError } from '../support/stubServer';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';

const refused = 'The credentials of this connection may not do this.';
const jobCount = 5000;

describe('the tree on a real connection', function () {
  this.timeout(120_000);
  let dataDir: string;
  let target: TestEngine;
  let proxy: MeddlingProxy;
  let world: ExplorerWorld | undefined;

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'explorer-trouble-'));
    await fillQueue(dataDir);
    target = await startTestEngine({ dataDir });
    proxy = await startMeddlingProxy(target.engine.ready.endpoint);
  });
  afterEach(() => {
    world?.dispose();
    assert.deepEqual(world?.faults, []);
  });
  after(async () => {
    await proxy.close();
    await target.close();
    rmSync(dataDir, { recursive: true, force: true });
    assert.deepEqual(loggedErrors, []);
  });

  function open(clock?: Clock): ExplorerWorld {
    const { region, accessKeyId, secretAccessKey } = target.engine.ready;
    proxy.answerInstead = () => undefined;
    proxy.paths.length = 0;
    const connection = { kind: 'endpoint', url: proxy.endpoint, region } as const;
    return (world = openExplorer(connection, { accessKey: { accessKeyId, secretAccessKey }, clock }));
  }

  it('tells where a call is denied, shows everything else, and tries again on Retry', async () => {
    const { view, explorer, sessions, untilShown } = open();
    const path = '/v1/describecomputeenvironments';
    const text = 'User: arn:aws:iam::123456789012:user/me is not authorized to perform: batch:Describe…';
    const deny = jsonError(403, 'AccessDeniedException', text);
    proxy.answerInstead = (asked) => (asked === path ? deny : undefined);
    await view.show();
    for (const section of ['Compute Environments', 'Job Definitions', 'Jobs']) await view.expand(section);
    const [failure = '', ...others] = view.text('Compute Environments');
    assert.ok(failure.startsWith(`${refused} | `) && failure.includes('is not authorized to perform'), failure);
    assert.deepEqual(others, []);
    assert.match(view.text('Job Queues').join(), /(^|,)local \|/);
    assert.equal(view.text('Job Definitions').length, 3);
    assert.equal(sessions.state.status, 'open', 'the connection is not given up for it');
    assert.equal(explorer.viewOf(view.find('Compute Environments', refused)).command?.id, 'awsBatch.retry');

    proxy.answerInstead = () => undefined;
    await explorer.refreshNode(view.find('Compute Environments', refused));
    await untilShown((rows) => rows.some((row) => row.startsWith('local |')), 'Compute Environments');
  });

  it('fills up although every third call is throttled, and says nothing of it', async () => {
    const { view, untilShown } = open();
    let throttled = 0;
    proxy.answerInstead = () => {
      if (proxy.paths.length % 3 !== 0) return undefined;
      throttled += 1;
      return jsonError(429, 'TooManyRequestsException', 'Too Many Requests');
    };
    await view.show();
    for (const path of [['Job Queues', 'local'], ['Jobs'], ['Compute Environments'], ['Job Definitions']]) {
      await view.expand(...path);
    }
    const isCounted = (row: string): boolean => row.endsWith(' | 0');
    await untilShown((rows) => rows.length === 7 && rows.every(isCounted), 'Job Queues', 'local');
    await untilShown((rows) => rows.length === 101 && rows[0]?.startsWith('many |') === true, 'Jobs');
    await untilShown((rows) => rows.length === 3, 'Job Definitions');
    await untilShown((rows) => rows.some((row) => row.startsWith('local |')), 'Compute Environments');
    await untilShown((rows) => !rows.some((row) => /too many calls/i.test(row)));
    assert.match(view.line ?? '', /^Updated /);
    assert.ok(throttled >= 3, `${throttled} calls were throttled`);
    assert.ok(proxy.paths.length < 60, `${proxy.paths.length} calls`);
  });

  it(`shows ${jobCount} jobs page by page, for a handful of calls`, async () => {
    const { view, explorer, untilShown } = open(new ManualClock());
    const takenCalls = (): readonly string[] => proxy.paths.splice(0);
    const jobs = ['Job Queues', 'full', 'Runnable'];
    await view.show();
    await view.expand('Job Queues', 'full');
    await view.expand(...jobs);
    // Whether there are policies, of each queue what waits and runs, of this one the other states too.
    assert.equal(takenCalls().length, 1 + 1 + 2 * 2 + 5);
    assert.ok(view.text('Job Queues', 'full').includes('Runnable | 1,000+'));
    assert.deepEqual([view.text(...jobs).length, view.text(...jobs).at(-1)], [101, 'Load More…']);

    const more = view.find(...jobs, 'Load More…');
    for (let page = 2; page <= 10; page += 1) await explorer.loadMore(more);
    assert.deepEqual(takenCalls(), [], 'the first thousand is at hand');
    await explorer.loadMore(more);
    await untilShown((rows) => rows.length === 1101, ...jobs);
    assert.deepEqual(takenCalls(), ['/v1/listjobs']);

    await view.expand('Jobs');
    assert.deepEqual([view.text('Jobs').length, view.text('Jobs').at(-1)], [101, 'Load More…']);
    assert.deepEqual(takenCalls(), ['/v1/listjobs', '/v1/listjobs'], 'one for each queue');
    await explorer.loadMore(view.find('Jobs', 'Load More…'));
    await untilShown((rows) => rows.length === 201, 'Jobs');
    assert.deepEqual(takenCalls(), ['/v1/listjobs']);
  });
});

/** A queue of jobs that wait, since its environment is disabled. */
async function fillQueue(dataDir: string): Promise<void> {
  const batch = new BatchWorld();
  try {
    batch.environment('off', 1);
    updateComputeEnvironment({ computeEnvironment: 'off', state: 'DISABLED' }, batch.context);
    batch.queue('full', ['off']);
    batch.definition('d');
    for (let n = 0; n < jobCount; n += 1) batch.submit({ jobName: 'many', jobQueue: 'full' });
    await batch.settle();
    batch.saveInto(dataDir);
  } finally {
    batch.close();
  }
}
