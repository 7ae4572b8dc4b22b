import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CopyObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { type EngineProcess, startEngineProcess } from '../support/engineProcess';
import { until } from '../support/until';

const Bucket = 'pipeline';

// A new data directory: the engine has made the bucket, and the notification of its inbox.
describe('inbox of the local engine', function () {
  this.timeout(90_000);
  let dataDir: string;
  let engine: EngineProcess;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'inbox-'));
    engine = await startEngineProcess(dataDir);
  });
  afterEach(async () => {
    await engine.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const put = (Key: string, Body: string): Promise<unknown> =>
    engine.s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length }));

  async function results(): Promise<string[]> {
    const { Contents = [] } = await engine.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'runs/' }));
    const keys = Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith('/output/mycolor'));
    const bodies = keys.map((Key) => engine.s3.send(new GetObjectCommand({ Bucket, Key })));
    return Promise.all(bodies.map(async (answer) => (await (await answer).Body?.transformToString()) ?? ''));
  }

  const sentences = (...colors: string[]): string =>
    colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');

  it('runs the pipeline for what is put or copied there, and tells of it in the log of the function', async () => {
    await put('inbox/màu + 1.txt', 'red\nblue\n');
    await put('elsewhere.txt', 'green\n');
    await until(60_000, 'the first result is there', async () => (await results()).length === 1);
    await engine.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'inbox/copy.txt', CopySource: `${Bucket}/elsewhere.txt` }),
    );
    await until(60_000, 'both results are there', async () => (await results()).length === 2);
    assert.deepEqual((await results()).sort(), [sentences('green'), sentences('red', 'blue')].sort());
    const logGroupName = '/aws/lambda/aws-batch-pipeline-trigger';
    await until(10_000, 'the log tells of both', async () => {
      const { events = [] } = await engine.logs.send(new FilterLogEventsCommand({ logGroupName }));
      return events.filter(({ message }) => message?.includes('"submitted"')).length === 2;
    });
  });

  it('runs it once for an upload that was acknowledged right before kill -9', async () => {
    await put('inbox/color.txt', 'red\nblue\n');
    await engine.kill();
    engine = await startEngineProcess(dataDir);
    await until(60_000, 'the result is there', async () => (await results()).length === 1);
    assert.deepEqual(await results(), [sentences('red', 'blue')]);
  });
});
