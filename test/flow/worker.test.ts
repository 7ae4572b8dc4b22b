// The worker's bundle on the engine's S3: two programs that share no code must understand each other.
import assert from 'node:assert/strict';
import {
  GetObjectAttributesCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { partKey } from '../../src/core/pipelineContract';
import { indexChunks } from '../../src/core/pipelineIndex';
import { type PlanOptions, planPipeline } from '../../src/core/pipelinePlan';
import { loggedErrors, startTestEngine, type TestEngine } from '../support/testEngine';
import { type Bundle, type Ended, buildWorker, startWorker, withCommand } from '../unit/worker/workerProcess';

const Bucket = 'pipeline';
const prefix = 'runs/a run + more/';

describe('the worker on the engine', function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let bundle: Bundle;
  let target: TestEngine;
  before(async () => {
    bundle = buildWorker();
    target = await startTestEngine();
  });
  after(async () => {
    bundle.remove();
    await target.close();
  });

  const put = (Key: string, Body: Buffer): Promise<unknown> =>
    target.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const get = async (Key: string): Promise<Buffer> => {
    const { Body } = await target.s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const run = (command: string, environment: Record<string, string>): Promise<Ended> =>
    startWorker(bundle, [command], environment).ended;

  async function prepare(content: string, options: PlanOptions = {}): Promise<Record<string, string>> {
    const { ready } = target.engine;
    const { ranges, childCount, linesPerChild } = await planPipeline([Buffer.from(content)], options);
    await put(`${prefix}input`, Buffer.from(content));
    await put(`${prefix}index`, Buffer.concat([...indexChunks(ranges)]));
    return {
      AWS_ENDPOINT_URL: ready.endpoint,
      AWS_REGION: ready.region,
      AWS_ACCESS_KEY_ID: ready.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ready.secretAccessKey,
      PIPELINE_BUCKET: Bucket,
      PIPELINE_INPUT: `${prefix}input`,
      PIPELINE_INDEX: `${prefix}index`,
      PIPELINE_OUTPUT: prefix,
      PIPELINE_RESULT: 'mycolor',
      PIPELINE_CHILDREN: String(childCount),
      PIPELINE_LINES_PER_CHILD: String(linesPerChild),
      PIPELINE_PRESET: 'rainbow',
    };
  }

  it('makes mycolor of color.txt', async () => {
    const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
    const environment = await prepare(`${colors.join('\r\n')}\r\n`);
    for (let child = 0; child < colors.length; child++) {
      const ended = await run('split', { ...environment, AWS_BATCH_JOB_ARRAY_INDEX: String(child) });
      assert.equal(ended.exitCode, 0, ended.stderr);
      assert.match(ended.stdout, new RegExp(`^child ${child}: 1 line, `));
    }
    const ended = await run('merge', environment);
    assert.equal(ended.exitCode, 0, ended.stderr);
    const expected = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');
    assert.equal((await get(`${prefix}mycolor`)).toString(), expected);
  });

  it('names the missing part, and leaves the old result alone', async () => {
    const environment = { ...(await prepare('a\nb\n')), PIPELINE_CHILDREN: '9' };
    await put(`${prefix}mycolor`, Buffer.from('old'));
    const { exitCode, stderr } = await run('merge', environment);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^2 of 9 parts are missing below s3:.*: those of the children 7, 8\. /);
    assert.equal((await get(`${prefix}mycolor`)).toString(), 'old');
  });

  it('uploads large output in parts that the engine verifies, and merges them', async () => {
    const environment = await prepare('0\n1\n2\n');
    const script = `const b = Buffer.alloc(7e6, process.env.LINE); for (let i = 0; i < 3; i++) process.stdout.write(b)`;
    const split = withCommand(environment, `"${process.execPath}" -e "${script}"`);
    for (let child = 0; child < 3; child++) {
      const ended = await run('split', { ...split, AWS_BATCH_JOB_ARRAY_INDEX: String(child) });
      assert.equal(ended.exitCode, 0, ended.stderr);
    }
    const attributes = await target.s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: partKey(prefix, 0),
        ObjectAttributes: ['Checksum', 'ObjectParts'],
      }),
    );
    assert.ok((attributes.ObjectParts?.TotalPartsCount ?? 0) > 1);
    assert.equal(attributes.Checksum?.ChecksumType, 'COMPOSITE');
    assert.equal((await run('merge', environment)).exitCode, 0);
    const result = await get(`${prefix}mycolor`);
    assert.ok(result.equals(Buffer.concat(['0', '1', '2'].map((line) => Buffer.alloc(21_000_000, line)))));
  });

  it('leaves neither a part nor an upload of a child that fails', async () => {
    const environment = { ...(await prepare('fails\n')), PIPELINE_OUTPUT: 'failed/' };
    const script = `process.stdout.write(Buffer.alloc(2e7), () => process.exit(3))`;
    const ended = await run('split', withCommand(environment, `"${process.execPath}" -e "${script}"`));
    assert.equal(ended.exitCode, 3);
    const objects = await target.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'failed/' }));
    assert.equal(objects.KeyCount, 0);
    const uploads = await target.s3.send(new ListMultipartUploadsCommand({ Bucket }));
    assert.equal(uploads.Uploads?.length ?? 0, 0);
    assert.deepEqual(loggedErrors, []);
  });
});
