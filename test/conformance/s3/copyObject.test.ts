import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  DeleteObjectCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { partBytes, uploadInParts } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 CopyObject', () => {
  let fixture: S3Fixture;
  let etag: string;
  before(async () => {
    fixture = await openS3Fixture();
    etag = await fixture.put('source', 'hello', { ContentType: 'text/csv', Metadata: { a: 'b' }, Tagging: 'k=v' });
  });
  after(() => fixture.close());
  const copy = (Key: string, more: Partial<CopyObjectCommandInput> = {}) =>
    fixture.s3.send(
      new CopyObjectCommand({ Bucket: fixture.bucket, Key, CopySource: `${fixture.bucket}/source`, ...more }),
    );
  const head = (Key: string) =>
    fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key, ChecksumMode: 'ENABLED' }));

  it('copies bytes, headers, metadata and tags; the copy outlives its source', async () => {
    await fixture.put('short-lived', 'x'.repeat(1000));
    const { CopyObjectResult } = await copy('survivor', { CopySource: `${fixture.bucket}/short-lived` });
    assert.ok(CopyObjectResult?.LastModified);
    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.bucket, Key: 'short-lived' }));
    assert.equal(await fixture.text('survivor'), 'x'.repeat(1000));

    assert.equal((await copy('copy')).CopyObjectResult?.ETag, etag);
    const { ContentType, Metadata, TagCount, ChecksumCRC32 } = await head('copy');
    assert.deepEqual([ContentType, Metadata, TagCount, ChecksumCRC32], ['text/csv', { a: 'b' }, 1, 'NhCmhg==']);
  });

  it('replaces metadata and tags when it is told to', async () => {
    await copy('replaced', { MetadataDirective: 'REPLACE', Metadata: { c: 'd' }, ContentType: 'text/x' });
    const replaced = await head('replaced');
    assert.deepEqual([replaced.ContentType, replaced.Metadata, replaced.TagCount], ['text/x', { c: 'd' }, 1]);
    await copy('retagged', { TaggingDirective: 'REPLACE', Tagging: '' });
    const retagged = await head('retagged');
    assert.deepEqual([retagged.Metadata, retagged.TagCount], [{ a: 'b' }, undefined]);
  });

  it('copies an object onto itself only to change it', async () => {
    await assertRefused(copy('source'), 'InvalidRequest', 400, /itself/);
    await fixture.put('self', 'hello');
    const CopySource = `/${fixture.bucket}/self`;
    await copy('self', { CopySource, MetadataDirective: 'REPLACE', Metadata: { new: '1' } });
    assert.deepEqual((await head('self')).Metadata, { new: '1' });
    assert.equal(await fixture.text('self'), 'hello');
  });

  it('gives a copy of an object in parts the checksums of its whole', async () => {
    const bodies = [randomBytes(partBytes), randomBytes(1000)];
    const whole = Buffer.concat(bodies);
    await uploadInParts(fixture, 'parts', bodies, { ChecksumAlgorithm: 'SHA256' });
    const { CopyObjectResult } = await copy('joined', { CopySource: `${fixture.bucket}/parts` });
    const hash = (algorithm: string, encoding: 'hex' | 'base64') =>
      createHash(algorithm).update(whole).digest(encoding);
    assert.equal(CopyObjectResult?.ETag, `"${hash('md5', 'hex')}"`);
    assert.equal(CopyObjectResult.ChecksumSHA256, hash('sha256', 'base64'));
    assert.deepEqual(await fixture.bytes('joined'), whole);
    const other = await copy('crc', { CopySource: `${fixture.bucket}/source`, ChecksumAlgorithm: 'SHA1' });
    assert.equal(other.CopyObjectResult?.ChecksumSHA1, 'qvTGHdzF6KLavt4PO0gs2a6pQ00=');
  });

  it('takes every key as a source', async () => {
    for (const key of ['a b+c&d', 'x%2Fy', 'ü/😀', 'q?versionId=1', 'a//../b']) {
      await fixture.put(key);
      await copy('of a key', { CopySource: `${fixture.bucket}/${encodeURIComponent(key)}` });
      assert.equal(await fixture.text('of a key'), key);
    }
  });

  it('refuses sources that are not, and conditions that do not hold', async () => {
    const { bucket } = fixture;
    await assertRefused(copy('k', { CopySource: `${bucket}/none` }), 'NoSuchKey', 404);
    await assertRefused(copy('k', { CopySource: `${uniqueName('none')}/source` }), 'NoSuchBucket', 404);
    await assertRefused(copy('k', { CopySource: 'nonsense' }), 'InvalidArgument', 400);
    await assertRefused(copy('k', { CopySourceIfNoneMatch: etag }), 'PreconditionFailed', 412);
    await assertRefused(copy('source', { IfNoneMatch: '*' }), 'PreconditionFailed', 412);
  });
});
