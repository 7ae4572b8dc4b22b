import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchClient, JobStatus, ListJobsCommand } from '@aws-sdk/client-batch';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
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

  /** Names of all jobs that there are. */
  async function jobNames(batch: BatchClient = engine.batch): Promise<string[]> {
    const lists = Object.values(JobStatus).map((jobStatus) =>
      batch.send(new ListJobsCommand({ jobQueue: 'local', jobStatus })),
    );
    return (await Promise.all(lists)).flatMap(({ jobSummaryList = [] }) =>
      jobSummaryList.map(({ jobName = '' }) => jobName),
    );
  }

  const keysBelow = async (Prefix: string): Promise<string[]> => {
    const { Contents = [] } = await engine.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    return Contents.map(({ Key = '' }) => Key);
  };

  it('runs it for whatever comes in parts, under hard names, and again when a file is overwritten', async () => {
    const Key = 'inbox/Số đỏ + 100%/a=b&c~(1).txt';
    const { UploadId } = await engine.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    // A part that is not the last has five mebibytes at least.
    const long = 'x'.repeat(5 * 1024 * 1024);
    const parts = [`${long}\n`, 'blue\n'];
    const Parts = [];
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1;
      const { ETag } = await engine.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    assert.deepEqual(await jobNames(), [], 'an upload that is not complete is no file');
    const complete = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
    await engine.s3.send(new CompleteMultipartUploadCommand(complete));
    // A client whose answer was lost does the same again.
    await engine.s3.send(new CompleteMultipartUploadCommand(complete));
    await until(60_000, 'the first result is there', async () => (await results()).length === 1);
    for (const text of ['green\n', 'green\n', 'indigo\n']) {
      const before = (await results()).length;
      await put(Key, text);
      await until(60_000, 'one more result is there', async () => (await results()).length === before + 1);
    }
    const expected = [sentences(long, 'blue'), sentences('green'), sentences('green'), sentences('indigo')];
    assert.deepEqual((await results()).sort(), expected.sort());
    assert.equal((await jobNames()).length, 2 * expected.length, 'a split and a merge for each');
  });

  it('runs it once for each file, at whatever point kill -9 meets the function', async () => {
    const endingWith = async (name: string): Promise<number> =>
      (await keysBelow('runs/')).filter((key) => key.endsWith(name)).length;
    const points: readonly [what: string, count: () => Promise<number>][] = [
      ['the event is taken', async () => (await keysBelow('runs/.triggers/')).length],
      ['the run is written', () => endingWith('/run.json')],
      ['the split is submitted', async () => (await jobNames()).length],
    ];
    for (const [index, [what, count]] of points.entries()) {
      const before = await count();
      await put(`inbox/${index}.txt`, 'red\nblue\n');
      await until(60_000, what, async () => (await count()) > before);
      await engine.kill();
      engine = await startEngineProcess(dataDir);
      await until(60_000, 'its result is there', async () => (await results()).length === index + 1);
    }
    await until(60_000, 'every event is answered', async () => (await openClaims()).length === 0);
    assert.deepEqual(
      await results(),
      points.map(() => sentences('red', 'blue')),
    );
    assert.equal((await jobNames()).length, 2 * points.length, 'a split and a merge for each');
  });

  /** Notes of events that are not answered yet. */
  async function openClaims(): Promise<string[]> {
    const open: string[] = [];
    for (const Key of await keysBelow('runs/.triggers/')) {
      const { Body } = await engine.s3.send(new GetObjectCommand({ Bucket, Key }));
      if (!(await Body?.transformToString())?.includes('"outcome"')) open.push(Key);
    }
    return open;
  }

  it('runs it in the region of the bucket, where queue and definitions are made when they are needed', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = engine.ready;
    const there = { endpoint, region: 'eu-west-1', credentials: { accessKeyId, secretAccessKey } };
    const [s3, batch] = [new S3Client({ ...there, forcePathStyle: true }), new BatchClient(there)];
    await s3.send(
      new CreateBucketCommand({ Bucket: 'elsewhere', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    );
    const LambdaFunctionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:aws-batch-pipeline-trigger';
    const rule = { LambdaFunctionArn, Events: ['s3:ObjectCreated:*' as const] };
    const filter = { Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'inbox/' }] } } };
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: 'elsewhere',
        NotificationConfiguration: { LambdaFunctionConfigurations: [{ ...rule, ...filter }] },
      }),
    );
    await s3.send(new PutObjectCommand({ Bucket: 'elsewhere', Key: 'inbox/a.txt', Body: 'red\n' }));
    await until(60_000, 'the result is there', async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'elsewhere', Prefix: 'runs/' }));
      return Contents.some(({ Key }) => Key?.endsWith('/output/mycolor'));
    });
    assert.equal((await jobNames(batch)).length, 2);
    assert.deepEqual(await jobNames(), []);
    for (const client of [s3, batch]) client.destroy();
  });

  it('runs it once for an upload that was acknowledged right before kill -9', async () => {
    await put('inbox/color.txt', 'red\nblue\n');
    await engine.kill();
    engine = await startEngineProcess(dataDir);
    await until(60_000, 'the result is there', async () => (await results()).length === 1);
    assert.deepEqual(await results(), [sentences('red', 'blue')]);
  });
});
