import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ListJobsCommand, DescribeJobsCommand } from '@aws-sdk/client-batch';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { claimAddress, type Claim } from '../../src/trigger/claims';
import { readEvent } from '../../src/trigger/readEvent';
import { type Bundles, buildBundles } from '../support/bundles';
import { type TestEngine, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';
import { bridgeEvent, directEvent } from '../support/uploadEvents';

const Bucket = 'pipeline';
const colors = 'red\norange\nyellow\n';
const sentence = (color: string): string => `My favorite color of the rainbow is ${color}.\n`;

/** What one delivery wrote and how it ended. */
type Delivery = { readonly log: string; readonly failure: string };

// The bundle as Lambda loads it, in a process of its own for each delivery, against the real engine.
describe('upload trigger', function () {
  this.timeout(60_000);
  let bundles: Bundles;
  let world: TestEngine;
  before(() => {
    bundles = buildBundles('trigger', 'worker');
  });
  after(() => bundles.remove());
  beforeEach(async () => {
    world = await startTestEngine({ workerPath: join(bundles.dist, 'worker.js') });
  });
  afterEach(() => world.close());

  function deliver(event: unknown, more: Record<string, string> = {}): Promise<Delivery> {
    const { ready } = world.engine;
    const script =
      'require(process.argv[1]).handler(JSON.parse(process.argv[2]), { getRemainingTimeInMillis: () => 30000 })' +
      '.then(() => process.exit(0), (cause) => { process.stderr.write(cause.message); process.exit(1); })';
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: ready.endpoint,
      AWS_REGION: ready.region,
      AWS_ACCESS_KEY_ID: ready.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ready.secretAccessKey,
      PIPELINE_BUCKET: Bucket,
      PIPELINE_QUEUE: 'local',
      // The engine itself runs what is put below inbox/.
      PIPELINE_INBOX: 'drop/',
      PIPELINE_SPLIT_DEFINITION: 'pipeline-split',
      PIPELINE_MERGE_DEFINITION: 'pipeline-merge',
      ...more,
    };
    const args = ['-e', script, join(bundles.dist, 'trigger.js'), JSON.stringify(event)];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { env }, (_cause, log, failure) => {
        assert.ok(!`${log}${failure}`.includes(ready.secretAccessKey), 'a secret is in the log');
        resolve({ log, failure });
      });
    });
  }

  async function put(Key: string, Body = colors): Promise<string> {
    const { ETag = '' } = await world.s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length }));
    return ETag.replaceAll('"', '');
  }

  async function text(Key: string): Promise<string> {
    const { Body } = await world.s3.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  }

  async function keys(): Promise<string[]> {
    const { Contents = [] } = await world.s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  }

  async function jobs() {
    const filters = [{ name: 'JOB_NAME', values: ['*'] }];
    const { jobSummaryList = [] } = await world.batch.send(new ListJobsCommand({ jobQueue: 'local', filters }));
    return jobSummaryList.map(({ jobName = '', jobId = '' }) => ({ jobName, jobId }));
  }

  async function merged(): Promise<string> {
    const merge = (await jobs()).find(({ jobName }) => jobName.includes('-merge-'));
    assert.ok(merge !== undefined);
    await until(30_000, 'the merge has ended', async () => {
      const answer = await world.batch.send(new DescribeJobsCommand({ jobs: [merge.jobId] }));
      return /SUCCEEDED|FAILED/.test(answer.jobs?.[0]?.status ?? '');
    });
    const result = (await keys()).find((key) => key.endsWith('/output/mycolor'));
    return text(result ?? 'no result');
  }

  it('runs the pipeline for an object, with names like any other run, and once for the same event again', async () => {
    const etag = await put('drop/my colors.txt');
    const event = directEvent(Bucket, 'drop/my+colors.txt', etag);
    const first = await deliver(event);
    assert.equal(first.failure, '');
    assert.match(first.log, /^{"message":"submitted",.*"lines":3,"children":3,.*}\n$/);
    const again = await deliver(bridgeEvent(Bucket, 'drop/my colors.txt', etag));
    assert.match(again.log, /^{"message":"ignored",.*answered before"}\n$/);
    const names = (await jobs()).map(({ jobName }) => jobName).sort();
    assert.match(names.join(' '), /^my-colors-merge-\d{8}T\d{6}-\w{5} my-colors-split-\d{8}T\d{6}-\w{5}$/);
    assert.equal(await merged(), ['red', 'orange', 'yellow'].map(sentence).join(''));
  });

  it('runs once when the same event comes several times at once', async () => {
    const event = directEvent(Bucket, 'drop/color.txt', await put('drop/color.txt'));
    const deliveries = await Promise.all([deliver(event), deliver(event), deliver(event)]);
    assert.equal(deliveries.filter(({ log }) => log.includes('"submitted"')).length, 1);
    for (const { log, failure } of deliveries)
      if (failure !== '') assert.match(log, /"kind":"throttled","error":"Another delivery .* come back later\."/);
    assert.equal((await jobs()).length, 2);
  });

  it('goes on with a run whose first delivery died between its two jobs', async () => {
    const event = directEvent(Bucket, 'drop/color.txt', await put('drop/color.txt'));
    const [arrived] = readEvent(event);
    assert.ok(arrived !== undefined);
    const broken = await deliver(event, { PIPELINE_MERGE_DEFINITION: 'not-there' });
    assert.match(broken.failure, /not-there/);
    // As a kill leaves it: no outcome, and a lease that has run out.
    const { key } = claimAddress(arrived);
    const claim = JSON.parse(await text(key)) as Claim;
    assert.equal(claim.outcome, undefined);
    await world.s3.send(
      new PutObjectCommand({ Bucket, Key: key, Body: JSON.stringify({ ...claim, leaseUntilMs: 1 }) }),
    );
    const split = await jobs();
    assert.equal(split.length, 1);
    assert.equal((await deliver(event)).failure, '');
    assert.equal((await jobs()).filter(({ jobId }) => jobId === split[0]?.jobId).length, 1);
    assert.equal((await jobs()).length, 2);
    assert.equal(await merged(), ['red', 'orange', 'yellow'].map(sentence).join(''));
  });

  it('starts nothing for an event that is late: the object was replaced or removed', async () => {
    const old = directEvent(Bucket, 'drop/color.txt', await put('drop/color.txt'));
    await put('drop/color.txt', 'blue\n');
    assert.match((await deliver(old)).log, /"ignored",.*replaced or removed/);
    const gone = directEvent(Bucket, 'drop/gone.txt', await put('drop/gone.txt'));
    await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'drop/gone.txt' }));
    assert.match((await deliver(gone)).log, /"ignored",.*replaced or removed/);
    assert.deepEqual(await jobs(), []);
  });

  it('refuses a file that is no input once and for all, and writes down why', async () => {
    const event = directEvent(Bucket, 'drop/empty.txt', await put('drop/empty.txt', ''));
    const { log, failure } = await deliver(event);
    assert.equal(failure, '');
    assert.match(log, /^{"message":"refused",/);
    const error = (await keys()).find((key) => key.endsWith('/error.json'));
    assert.match(await text(error ?? ''), /empty\.txt: /);
    assert.match((await deliver(event)).log, /answered before/);
    assert.deepEqual(await jobs(), []);
  });

  it('leaves alone what is not below the inbox, folders, and other buckets', async () => {
    for (const [bucket, key] of [
      [Bucket, 'runs/1/output/mycolor'],
      [Bucket, 'drop/'],
      ['another', 'drop/color.txt'],
    ] as const)
      assert.match((await deliver(directEvent(bucket, key, 'e'))).log, /^{"message":"ignored"/);
    assert.deepEqual(await keys(), []);
  });

  it('fails, for another delivery, when its settings are wrong', async () => {
    const event = directEvent(Bucket, 'drop/color.txt', await put('drop/color.txt'));
    assert.match((await deliver(event, { PIPELINE_QUEUE: '' })).failure, /^Set these variables .* PIPELINE_QUEUE\.$/);
  });
});
