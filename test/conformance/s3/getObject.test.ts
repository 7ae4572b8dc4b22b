import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { GetObjectCommand, type GetObjectCommandInput } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 GetObject', () => {
  let fixture: S3Fixture;
  const alphabet = 'abcdefghijklmnopqrstuvwxyz';
  let etag: string;
  before(async () => {
    fixture = await openS3Fixture();
    etag = await fixture.put('alphabet', alphabet, { ContentType: 'text/plain' });
    await fixture.put('empty', '');
  });
  after(() => fixture.close());
  const get = (more: Partial<GetObjectCommandInput> = {}, Key = 'alphabet') =>
    fixture.s3.send(new GetObjectCommand({ Bucket: fixture.bucket, Key, ...more }));

  it('answers with the bytes, their length, date, type and entity tag', async () => {
    const answer = await get();
    assert.equal(await answer.Body?.transformToString(), alphabet);
    assert.deepEqual(
      [answer.ContentLength, answer.ContentType, answer.ETag, answer.AcceptRanges],
      [26, 'text/plain', etag, 'bytes'],
    );
    assert.ok(answer.LastModified !== undefined && Math.abs(Date.now() - answer.LastModified.getTime()) < 600_000);
  });

  const ranges = [
    ['bytes=0-0', 'a', 'bytes 0-0/26'],
    ['bytes=23-', 'xyz', 'bytes 23-25/26'],
    ['bytes=-3', 'xyz', 'bytes 23-25/26'],
    ['bytes=24-1000', 'yz', 'bytes 24-25/26'],
    ['bytes=-1000', alphabet, 'bytes 0-25/26'],
  ] as const;
  for (const [Range, expected, ContentRange] of ranges) {
    it(`answers ${Range} with a part`, async () => {
      const answer = await get({ Range });
      assert.equal(await answer.Body?.transformToString(), expected);
      assert.deepEqual([answer.$metadata.httpStatusCode, answer.ContentRange], [206, ContentRange]);
    });
  }

  it('answers with the whole where the range is none', async () => {
    for (const Range of ['bytes=5-2', 'lines=1-2', 'bytes=0-1,4-5']) {
      const answer = await get({ Range });
      assert.equal(answer.$metadata.httpStatusCode, 200);
      assert.equal(await answer.Body?.transformToString(), alphabet);
    }
  });

  it('refuses a range behind the end', async () => {
    await assertRefused(get({ Range: 'bytes=26-' }), 'InvalidRange', 416);
    await assertRefused(get({ Range: 'bytes=-0' }), 'InvalidRange', 416);
    await assertRefused(get({ Range: 'bytes=0-' }, 'empty'), 'InvalidRange', 416);
  });

  it('reads ranges of a large object', async () => {
    const bytes = randomBytes(1_500_000);
    await fixture.put('large', bytes);
    for (const [first, last] of [
      [0, 1_499_999],
      [262_143, 262_144],
      [100_000, 1_400_000],
      [1_499_999, 1_499_999],
    ] as const) {
      const { Body } = await get({ Range: `bytes=${first}-${last}` }, 'large');
      assert.deepEqual(Buffer.from((await Body?.transformToByteArray()) ?? []), bytes.subarray(first, last + 1));
    }
  });

  it('tells a client whose copy is good so, and one whose condition fails', async () => {
    const { LastModified = new Date() } = await get();
    const later = new Date(LastModified.getTime() + 60_000);
    const earlier = new Date(LastModified.getTime() - 60_000);
    const statusOf = async (more: Partial<GetObjectCommandInput>): Promise<number | undefined> => {
      try {
        const answer = await get(more);
        await answer.Body?.transformToByteArray();
        return answer.$metadata.httpStatusCode;
      } catch (error) {
        return (error as { $metadata: { httpStatusCode?: number } }).$metadata.httpStatusCode;
      }
    };
    assert.equal(await statusOf({ IfNoneMatch: etag }), 304);
    assert.equal(await statusOf({ IfNoneMatch: '"other"' }), 200);
    assert.equal(await statusOf({ IfModifiedSince: LastModified }), 304);
    assert.equal(await statusOf({ IfModifiedSince: earlier }), 200);
    // An entity tag outweighs a date.
    assert.equal(await statusOf({ IfNoneMatch: '"other"', IfModifiedSince: later }), 200);
    assert.equal(await statusOf({ IfMatch: etag, IfUnmodifiedSince: earlier }), 200);
    await assertRefused(get({ IfMatch: '"other"' }), 'PreconditionFailed', 412);
    await assertRefused(get({ IfUnmodifiedSince: earlier }), 'PreconditionFailed', 412);
  });

  it('answers with the headers that the client asks for', async () => {
    const answer = await get({
      ResponseContentType: 'text/html',
      ResponseContentDisposition: 'attachment; filename="x.html"',
      ResponseCacheControl: 'no-cache',
    });
    await answer.Body?.transformToByteArray();
    assert.deepEqual(
      [answer.ContentType, answer.ContentDisposition, answer.CacheControl],
      ['text/html', 'attachment; filename="x.html"', 'no-cache'],
    );
  });

  it('gives the whole old object to a reader while it is replaced and deleted', async () => {
    const old = randomBytes(3_000_000);
    await fixture.put('replaced', old);
    const { Body } = await get({}, 'replaced');
    await fixture.put('replaced', 'new');
    assert.equal(await fixture.text('replaced'), 'new');
    assert.deepEqual(Buffer.from((await Body?.transformToByteArray()) ?? []), old);
  });

  it('refuses what is not there', async () => {
    await assertRefused(get({}, 'none'), 'NoSuchKey', 404);
    await assertRefused(get({}, 'alphabet/'), 'NoSuchKey', 404);
    await assertRefused(get({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404);
    await assert.rejects(get({ VersionId: 'Xv5tIbG0Ii9yJk0XRlqTGJBFFbOJ4Fgt' }));
  });
});
