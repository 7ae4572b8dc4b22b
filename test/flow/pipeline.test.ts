import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fetchFailure } from '../../src/app/pipeline/fetchFailure';
import { fetchResult } from '../../src/app/pipeline/fetchResult';
import { planRun } from '../../src/app/pipeline/planRun';
import type { Run, RunRequest } from '../../src/app/pipeline/runRequest';
import { stopRun } from '../../src/app/pipeline/stopRun';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { type RunSnapshot, watchRun } from '../../src/app/pipeline/watchRun';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients, closeClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { StorageGateway } from '../../src/aws/storageGateway';
import type { PlanOptions } from '../../src/core/pipelinePlan';
import { type Bundles, buildBundles } from '../support/bundles';
import { asyncOf } from '../support/fakePorts';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';

const often = { minIntervalMs: 50, maxIntervalMs: 500 };

describe('pipeline on an engine', function () {
  this.timeout(60_000);
  let bundles: Bundles;
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let ports: {
    readonly batch: BatchGateway;
    readonly logs: LogsGateway;
    readonly storage: StorageGateway;
    readonly clock: typeof systemClock;
    readonly random: () => number;
  };
  const { signal } = new AbortController();
  before(async () => {
    bundles = buildBundles('worker');
    target = await startTestEngine({ workerPath: join(bundles.dist, 'worker.js') });
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const [batch, logs, storage] = [new BatchGateway(clients), new LogsGateway(clients), new StorageGateway(clients)];
    ports = { batch, logs, storage, clock: systemClock, random: Math.random };
  });
  after(async () => {
    closeClients(await clients());
    await target.close();
    bundles.remove();
    assert.deepEqual(loggedErrors, []);
  });

  async function submit(text: string, changes: Partial<RunRequest> = {}, planOptions: PlanOptions = {}): Promise<Run> {
    const input = { name: 'color.txt', open: () => asyncOf([Buffer.from(text)]) };
    const plan = await planRun(input, { skipBlank: changes.skipBlank, ...planOptions }, signal);
    const request: RunRequest = {
      bucket: 'pipeline',
      jobQueue: 'local',
      splitDefinition: 'pipeline-split',
      mergeDefinition: 'pipeline-merge',
      choice: { preset: 'rainbow' },
      ...changes,
    };
    return submitRun(input, plan, request, ports, signal, () => undefined);
  }

  async function end(run: Run): Promise<RunSnapshot> {
    let last: RunSnapshot | undefined;
    for await (const snapshot of watchRun(run, ports, signal, often)) last = snapshot;
    assert.ok(last);
    return last;
  }

  /** The result of a run that must succeed. */
  async function resultOf(run: Run): Promise<string> {
    const last = await end(run);
    assert.equal(last.outcome, 'succeeded', JSON.stringify(last));
    const { chunks, sizeBytes } = await fetchResult(run, ports.storage, signal);
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    assert.equal(Buffer.concat(parts).length, sizeBytes);
    return Buffer.concat(parts).toString();
  }

  const sentences = (...colors: string[]): string =>
    colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');

  it('makes the rainbow, in order', async () => {
    const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
    const run = await submit(`${colors.join('\n')}\n`);
    assert.equal(await resultOf(run), sentences(...colors));
    const manifest = await ports.storage.openObject({ bucket: 'pipeline', key: `runs/${run.runId}/run.json` }, signal);
    assert.ok(manifest.sizeBytes > 0);
  });

  it('runs one line as a plain job', async () => {
    const run = await submit('red');
    assert.equal(await resultOf(run), sentences('red'));
    const [split] = await ports.batch.describeJobs([run.split.jobId], signal);
    assert.equal(split?.array, undefined);
  });

  it('takes a file of Windows: byte order mark, CR LF, blank lines, another result name', async () => {
    const run = await submit('\uFEFFđỏ\r\n\r\n  \r\nxanh lá\r\n', { skipBlank: true, resultName: 'màu.txt' });
    assert.equal(await resultOf(run), sentences('đỏ', 'xanh lá'));
    assert.match(run.resultKey, /\/màu\.txt$/);
  });

  it('gives a child several lines when there are more lines than children', async () => {
    const numbers = Array.from({ length: 23 }, (_, i) => String(i));
    const run = await submit(numbers.join('\n'), {}, { maxChildren: 5 });
    assert.equal(run.childCount, 5);
    assert.equal(await resultOf(run), sentences(...numbers));
  });

  it('tells which child of a command failed, why, and what it said', async () => {
    const command = "node -e \"if (process.env.LINE === 'b') { console.error('b is bad'); process.exit(3) }\"";
    const run = await submit('a\nb\nc\n', { choice: { preset: 'command', command } });
    const last = await end(run);
    assert.deepEqual([last.outcome, last.split.status, last.merge.status], ['failed', 'FAILED', 'FAILED']);
    assert.deepEqual([last.split.counts.SUCCEEDED, last.split.counts.FAILED], [2, 1]);
    assert.deepEqual(
      last.failedChildren.map(({ child, exitCode }) => [child, exitCode]),
      [[1, 3]],
    );
    const failure = await fetchFailure(last.failedChildren[0]?.jobId ?? '', ports, 20, signal);
    assert.match(failure?.lastLines.map(({ message }) => message).join('\n') ?? '', /b is bad/);
    await assert.rejects(fetchResult(run, ports.storage, signal), { kind: 'notFound', message: /has no result/ });
  });

  it('is stopped as a whole', async () => {
    const command = 'node -e "setTimeout(() => {}, 60_000)"';
    const run = await submit('a\nb\n', { choice: { preset: 'command', command } });
    await stopRun(run, 'enough', ports.batch);
    const last = await end(run);
    assert.deepEqual([last.outcome, last.split.counts.FAILED], ['failed', 2]);
    assert.equal(last.failedChildren[0]?.statusReason, 'enough');
  });

  it('refuses a queue that is not there, and leaves nothing', async () => {
    await assert.rejects(submit('a\nb\n', { jobQueue: 'nowhere' }), { name: 'AppError', message: /nowhere/ });
    await assert.rejects(submit('a\n', { mergeDefinition: 'nothing' }), /nothing.*-split-\S+ was terminated/s);
    const inputs: string[] = [];
    for await (const page of ports.storage.listObjects('pipeline', 'runs/', signal)) {
      inputs.push(...page.map(({ key }) => key).filter((key) => key.endsWith('/input')));
    }
    // One for each run above that was submitted whole.
    assert.equal(inputs.length, 6);
  });
});
