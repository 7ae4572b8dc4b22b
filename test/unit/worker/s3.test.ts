import assert from 'node:assert/strict';
import { type Bucket, openBucket } from '../../../src/worker/s3/bucket';
import { readBytes, streamBytes } from '../../../src/worker/s3/readObject';
import { abortUpload, completeUpload, createUpload, putObject, uploadPart } from '../../../src/worker/s3/writeObject';
import { type Fault, S3Fake } from './s3Fake';

describe("the worker's S3 client", function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let fake: S3Fake;
  let bucket: Bucket;
  /** How long it would have waited before each further try. */
  let waits: number[];
  beforeEach(async () => {
    fake = await S3Fake.start();
    waits = [];
    const wait = (delayMs: number): Promise<void> => {
      waits.push(delayMs);
      return Promise.resolve();
    };
    bucket = openBucket(fake.environment, fake.bucket, wait, 1000);
  });
  afterEach(() => fake.close());

  /** The first requests fail like that. */
  const failFirst = (...faults: Fault[]): void => {
    fake.fault = (_, nth) => faults[nth - 1];
  };
  const unavailable = { status: 503, code: 'SlowDown' };

  it('signs any key in a way that S3 understands', async () => {
    for (const key of ['a', "ein Schlüssel/with (all) of it's *strange* + chars!/~x?&=#%41", '虹/..//./end/']) {
      await putObject(bucket, key, Buffer.from(key));
      assert.equal((await readBytes(bucket, key, 0, 1000))?.body.toString(), key);
    }
  });

  it('tries again after errors of the server, waiting longer each time', async () => {
    failFirst(unavailable, { status: 500, code: 'InternalError' }, { status: 429, code: 'TooManyRequests' });
    await putObject(bucket, 'key', Buffer.from('x'));
    assert.equal(fake.text('key'), 'x');
    assert.equal(waits.length, 3);
    for (const [i, [least, most]] of [
      [100, 200],
      [400, 800],
      [1600, 3200],
    ].entries())
      assert.ok((waits[i] ?? 0) >= (least ?? 0) && (waits[i] ?? 0) <= (most ?? 0), String(waits));
  });

  it('tries again after silence, a broken connection and a request that S3 waited for in vain', async () => {
    failFirst('silence', 'reset', { status: 400, code: 'RequestTimeout' });
    await putObject(bucket, 'key', Buffer.from('x'));
    assert.equal(fake.text('key'), 'x');
  });

  it('gives up after four tries, and says what and why', async () => {
    fake.fault = () => unavailable;
    await assert.rejects(
      readBytes(bucket, 'some/key', 0, 9),
      /^Error: GET s3:\/\/pipeline\/some\/key: 503 SlowDown the fake says SlowDown \(4 tries\)$/,
    );
    fake.fault = () => 'silence';
    await assert.rejects(putObject(bucket, 'key', Buffer.from('x')), /PUT .*no answer for 1 s \(4 tries\)/);
    assert.equal(fake.requests.length, 8);
  });

  it('does not try again what stays wrong, and tells which permission is missing', async () => {
    failFirst({ status: 403, code: 'AccessDenied' });
    await assert.rejects(
      readBytes(bucket, 'key', 0, 9),
      /403 AccessDenied .* must allow s3:GetObject and s3:ListBucket/,
    );
    assert.equal(fake.requests.length, 1);
  });

  it('goes on where an answer was cut short', async () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
    fake.objects.set('key', content);
    failFirst('cut', 'cut');
    const piece = await readBytes(bucket, 'key', 100, 900);
    assert.ok(piece?.body.equals(content.subarray(100, 900)));
    assert.deepEqual(
      fake.requests.map(({ headers }) => headers.range),
      ['bytes=100-899', 'bytes=500-899', 'bytes=700-899'],
    );
    assert.ok(fake.requests[1]?.headers['if-match'], 'of the same version');
  });

  it('reads as much as there is of an object, and nothing of an empty or missing one', async () => {
    fake.objects.set('key', Buffer.from('abc'));
    fake.objects.set('empty', Buffer.alloc(0));
    assert.equal((await readBytes(bucket, 'key', 1, 100))?.body.toString(), 'bc');
    assert.equal((await readBytes(bucket, 'empty', 0, 100))?.body.length, 0);
    assert.equal(await readBytes(bucket, 'missing', 0, 100), undefined);
  });

  it('streams a range in pieces, over faults', async () => {
    const content = Buffer.alloc(20_000_000, 'a stream of bytes ');
    fake.objects.set('key', content);
    failFirst('cut', unavailable);
    const pieces: Buffer[] = [];
    for await (const piece of streamBytes(bucket, 'key', 7, content.length - 7)) pieces.push(piece);
    assert.ok(Buffer.concat(pieces).equals(content.subarray(7, -7)));
    assert.equal(pieces.length, 3);
  });

  it('completes an upload although S3 fails at first, in its two ways', async () => {
    const uploadId = await createUpload(bucket, 'key');
    const part = await uploadPart(bucket, 'key', uploadId, 1, Buffer.from('x'));
    let tries = 0;
    fake.fault = ({ method }) => {
      if (method !== 'POST') return undefined;
      tries++;
      // The second way: the error comes after the status line.
      return [unavailable, { status: 200, code: 'InternalError' }][tries - 1];
    };
    await completeUpload(bucket, 'key', uploadId, [part]);
    assert.equal(fake.text('key'), 'x');
    assert.equal(tries, 3);
  });

  it('aborts an upload', async () => {
    const uploadId = await createUpload(bucket, 'key');
    await abortUpload(bucket, 'key', uploadId);
    assert.equal(fake.uploads.size, 0);
  });

  it('follows S3 to the region of the bucket', async () => {
    fake.objects.set('key', Buffer.from('abc'));
    fake.fault = ({ headers }) =>
      headers.authorization?.includes('/eu-west-1/') === true
        ? undefined
        : { status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-west-1' } };
    assert.equal((await readBytes(bucket, 'key', 0, 9))?.body.toString(), 'abc');
  });
});
