import assert from 'node:assert/strict';
import { HeadObjectCommand, type HeadObjectCommandInput } from '@aws-sdk/client-s3';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 HeadObject', () => {
  let fixture: S3Fixture;
  let etag: string;
  before(async () => {
    fixture = await openS3Fixture();
    etag = await fixture.put('hello', 'hello');
  });
  after(() => fixture.close());
  const head = (more: Partial<HeadObjectCommandInput> = {}) =>
    fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key: 'hello', ...more }));

  it('tells what GetObject tells, without the bytes', async () => {
    const answer = await head();
    assert.deepEqual([answer.ContentLength, answer.ETag], [5, etag]);
    assert.equal(answer.ChecksumCRC32, undefined);
    assert.equal((await head({ ChecksumMode: 'ENABLED' })).ChecksumCRC32, 'NhCmhg==');
  });

  it('tells the length of a range', async () => {
    const answer = await head({ Range: 'bytes=1-3' });
    assert.deepEqual(
      [answer.$metadata.httpStatusCode, answer.ContentLength, answer.ContentRange],
      [206, 3, 'bytes 1-3/5'],
    );
  });

  it('answers with a status alone when it refuses', async () => {
    await assertRefused(head({ Key: 'none' }), 'NotFound', 404);
    await assertRefused(head({ IfMatch: '"other"' }), 'Unknown', 412);
    await assertRefused(head({ IfNoneMatch: etag }), 'Unknown', 304);
  });
});
