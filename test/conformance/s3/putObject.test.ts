import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 PutObject', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const head = (Key: string) =>
    fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key, ChecksumMode: 'ENABLED' }));
  const md5 = (bytes: Buffer | string) => `"${createHash('md5').update(bytes).digest('hex')}"`;

  it('keeps text, bytes and nothing, and answers with the MD5', async () => {
    const bytes = randomBytes(300_000);
    assert.equal(await fixture.put('text', 'grün'), md5('grün'));
    assert.equal(await fixture.put('bytes', bytes), md5(bytes));
    assert.equal(await fixture.put('nothing', ''), md5(''));
    assert.equal(await fixture.text('text'), 'grün');
    assert.deepEqual(await fixture.bytes('bytes'), bytes);
    assert.equal((await fixture.bytes('nothing')).length, 0);
  });

  // The SDK sends a stream in chunks with the checksum behind them.
  it('keeps a stream without the framing it comes in', async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => randomBytes(1 + index * 1500));
    const whole = Buffer.concat(pieces);
    const more = { ContentLength: whole.length, ContentEncoding: 'zstd' };
    assert.equal(await fixture.put('stream', Readable.from(pieces), more), md5(whole));
    assert.deepEqual(await fixture.bytes('stream'), whole);
    const { ContentEncoding, ContentLength, ChecksumCRC32 } = await head('stream');
    assert.deepEqual([ContentEncoding, ContentLength], ['zstd', whole.length]);
    assert.ok(ChecksumCRC32);
  });

  it('verifies, keeps and returns each kind of checksum', async () => {
    const given = {
      CRC32: 'NhCmhg==',
      CRC32C: 'mnG7TA==',
      CRC64NVME: 'M3eFcAZSQlc=',
      SHA1: 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
      SHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
    } as const;
    for (const [ChecksumAlgorithm, value] of Object.entries(given)) {
      const member = `Checksum${ChecksumAlgorithm}`;
      const put = (body: string) =>
        fixture.s3.send(new PutObjectCommand({ Bucket: fixture.bucket, Key: member, Body: body, [member]: value }));
      const answer = (await put('hello')) as unknown as Record<string, unknown>;
      assert.equal(answer[member], value);
      assert.equal(answer.ChecksumType, 'FULL_OBJECT');
      const stored = (await head(member)) as unknown as Record<string, unknown>;
      assert.equal(stored[member], value);
      await assertRefused(put('HELLO'), 'BadDigest', 400, new RegExp(ChecksumAlgorithm));
      assert.equal(await fixture.text(member), 'hello');
    }
  });

  it('computes CRC64NVME when the client sends no checksum', async () => {
    const { credentials, endpoint, region } = fixture.s3.config;
    const plain = new S3Client({ credentials, endpoint, region, requestChecksumCalculation: 'WHEN_REQUIRED' });
    const answer = await plain.send(new PutObjectCommand({ Bucket: fixture.bucket, Key: 'plain', Body: 'hello' }));
    plain.destroy();
    assert.deepEqual([answer.ChecksumCRC32, answer.ChecksumCRC64NVME], [undefined, 'M3eFcAZSQlc=']);
  });

  it('refuses a body that is not the one of its MD5', async () => {
    const put = (ContentMD5: string) =>
      fixture.s3.send(new PutObjectCommand({ Bucket: fixture.bucket, Key: 'md5', Body: 'hello', ContentMD5 }));
    await put('XUFAKrxLKna5cZ2REBfFkg==');
    await assertRefused(put('AAAAAAAAAAAAAAAAAAAAAA=='), 'BadDigest', 400);
    await assertRefused(put('short'), 'InvalidDigest', 400);
  });

  it('keeps headers, metadata and tags', async () => {
    await fixture.put('described', 'x', {
      ContentType: 'text/csv',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment; filename="a b.csv"',
      ContentLanguage: 'de',
      Metadata: { origin: 'test 1', 'x-y': 'é' },
      Tagging: 'colour=dark%20blue&n=1',
    });
    const answer = await head('described');
    assert.equal(answer.ContentType, 'text/csv');
    assert.equal(answer.CacheControl, 'no-store');
    assert.equal(answer.ContentDisposition, 'attachment; filename="a b.csv"');
    assert.equal(answer.ContentLanguage, 'de');
    assert.equal(answer.TagCount, 2);
    assert.equal(answer.Metadata?.origin, 'test 1');
  });

  it('writes only under its conditions', async () => {
    const etag = await fixture.put('conditional', 'first');
    const put = (more: object) => fixture.put('conditional', 'second', more);
    await assertRefused(put({ IfNoneMatch: '*' }), 'PreconditionFailed', 412);
    await assertRefused(put({ IfMatch: '"0123456789abcdef0123456789abcdef"' }), 'PreconditionFailed', 412);
    assert.equal(await fixture.text('conditional'), 'first');
    await put({ IfMatch: etag });
    assert.equal(await fixture.text('conditional'), 'second');
    await fixture.put('fresh', 'x', { IfNoneMatch: '*' });
    await assertRefused(fixture.put('missing', 'x', { IfMatch: etag }), 'NoSuchKey', 404);
  });

  it('lets one of many win when all may only create', async () => {
    const tries = Array.from({ length: 8 }, (_, index) =>
      fixture.put('raced', String(index).repeat(2000), { IfNoneMatch: '*' }).then(
        () => [String(index)],
        () => [],
      ),
    );
    const winners = (await Promise.all(tries)).flat();
    assert.equal(winners.length, 1);
    assert.equal(await fixture.text('raced'), winners[0]?.repeat(2000));
  });

  it('refuses what it cannot keep', async () => {
    await assertRefused(fixture.put('k', 'x', { ACL: 'public-read' }), 'AccessControlListNotSupported', 400);
    await assertRefused(fixture.put('k', 'x', { Metadata: { big: 'x'.repeat(2100) } }), 'MetadataTooLarge', 400);
    await assertRefused(fixture.put('k', 'x', { Tagging: 'aws:x=1' }), 'InvalidTag', 400);
    await assertRefused(fixture.put('k', 'x', { StorageClass: 'NOPE' as 'STANDARD' }), 'InvalidStorageClass', 400);
    await assertRefused(fixture.put('k'.repeat(1025), 'x'), 'KeyTooLongError', 400);
    const nowhere = new PutObjectCommand({ Bucket: uniqueName('none'), Key: 'k', Body: 'x' });
    await assertRefused(fixture.s3.send(nowhere), 'NoSuchBucket', 404);
  });

  it('does not pretend to encrypt with keys', async () => {
    if (fixture.target.isRemote) return;
    await assertRefused(fixture.put('k', 'x', { ServerSideEncryption: 'aws:kms' }), 'NotImplemented', 501, /aws:kms/);
    const SSECustomerKey = randomBytes(32).toString('base64');
    await assertRefused(
      fixture.put('k', 'x', { SSECustomerAlgorithm: 'AES256', SSECustomerKey }),
      'NotImplemented',
      501,
      /SSE-C/,
    );
    await assertRefused(fixture.put('k', 'x', { StorageClass: 'GLACIER' }), 'NotImplemented', 501, /GLACIER/);
  });
});
