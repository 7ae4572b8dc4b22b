import assert from 'node:assert/strict';
import { partKey } from '../../../src/core/pipelineContract';
import { Interruption } from '../../../src/worker/interruption';
import { merge } from '../../../src/worker/merge';
import { S3Fake } from './s3Fake';

describe('worker merge', function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let fake: S3Fake;
  beforeEach(async () => {
    fake = await S3Fake.start();
  });
  afterEach(() => fake.close());

  const run = (children: number): Promise<string> =>
    merge(
      {
        ...fake.environment,
        PIPELINE_BUCKET: fake.bucket,
        PIPELINE_OUTPUT: 'runs/1/',
        PIPELINE_RESULT: 'mycolor',
        PIPELINE_CHILDREN: String(children),
      },
      new Interruption(),
    );
  const setPart = (child: number, content: string | Buffer): unknown =>
    fake.objects.set(partKey('runs/1/', child), Buffer.from(content));

  it('puts 10,000 parts together in the order of their numbers, a few at a time', async () => {
    for (let child = 0; child < 10_000; child++) setPart(child, `part ${child}\n`);
    const expected = Array.from({ length: 10_000 }, (_, child) => `part ${child}\n`).join('');
    assert.equal(await run(10_000), `merged 10000 parts, ${expected.length} bytes -> s3://pipeline/runs/1/mycolor`);
    assert.ok(fake.text('runs/1/mycolor') === expected);
    assert.ok(fake.mostOpen > 4 && fake.mostOpen <= 32, `${fake.mostOpen} requests at once`);
  });

  it('takes empty parts, and parts that do not fit into one request, among small ones', async () => {
    const large = Buffer.alloc(3_000_000, 'large ');
    setPart(0, '');
    setPart(1, 'a\n');
    setPart(2, large);
    setPart(3, '');
    setPart(4, 'b\n');
    await run(5);
    assert.ok(
      fake.objects.get('runs/1/mycolor')?.equals(Buffer.concat([Buffer.from('a\n'), large, Buffer.from('b\n')])),
    );
  });

  it('makes an empty result of empty parts', async () => {
    setPart(0, '');
    setPart(1, '');
    await run(2);
    assert.equal(fake.text('runs/1/mycolor'), '');
  });

  it('writes a large result as a multipart upload', async () => {
    const part = (child: number): Buffer => Buffer.alloc(11_000_000, `child ${child}, `);
    for (let child = 0; child < 4; child++) setPart(child, part(child));
    await run(4);
    assert.ok(fake.objects.get('runs/1/mycolor')?.equals(Buffer.concat([0, 1, 2, 3].map(part))));
    assert.equal(fake.uploads.size, 0);
  });

  it('names the parts that are missing, all of them counted, and writes no result', async () => {
    for (let child = 0; child < 100; child++) if (child % 4 !== 2) setPart(child, 'x\n');
    await assert.rejects(
      run(100),
      /^Error: 25 of 100 parts are missing below s3:\/\/pipeline\/runs\/1\/: those of the children 2, 6, 10, 14, 18, 22, 26, 30, 34, 38 and 15 more\. Run these, then merge\.$/,
    );
    assert.equal(fake.text('runs/1/mycolor'), undefined);
    assert.equal(fake.count('GET'), 100);
  });

  it('aborts the upload when a part is missing late', async () => {
    setPart(0, Buffer.alloc(20_000_000));
    await assert.rejects(run(2), /1 of 2 parts are missing .* children 1\./);
    assert.equal(fake.uploads.size, 0);
    assert.equal(fake.text('runs/1/mycolor'), undefined);
  });

  it('does not mix two versions of a part that is replaced while it is read', async () => {
    setPart(0, Buffer.alloc(2_000_000, 'a'));
    fake.fault = ({ method }, nth) => {
      if (method === 'GET' && nth === 2) setPart(0, Buffer.alloc(2_000_000, 'b'));
      return undefined;
    };
    await assert.rejects(run(1), /412 PreconditionFailed/);
    assert.equal(fake.text('runs/1/mycolor'), undefined);
  });

  it('tells a bucket that is not there from a part that is not', async () => {
    await assert.rejects(
      merge(
        {
          ...fake.environment,
          PIPELINE_BUCKET: 'other',
          PIPELINE_OUTPUT: 'o/',
          PIPELINE_RESULT: 'r',
          PIPELINE_CHILDREN: '1',
        },
        new Interruption(),
      ),
      /GET s3:\/\/other\/o\/parts\/00000: 404 NoSuchBucket/,
    );
  });
});
