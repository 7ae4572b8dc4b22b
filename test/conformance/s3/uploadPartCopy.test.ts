import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { DeleteObjectCommand, UploadPartCopyCommand, type UploadPartCopyCommandInput } from '@aws-sdk/client-s3';
import { completeUpload, partBytes, startUpload } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 UploadPartCopy', () => {
  let fixture: S3Fixture;
  const source = randomBytes(2 * partBytes + 1000);
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.put('source', source);
  });
  after(() => fixture.close());
  const copy = (UploadId: string, PartNumber: number, more: Partial<UploadPartCopyCommandInput> = {}) =>
    fixture.s3.send(
      new UploadPartCopyCommand({
        Bucket: fixture.bucket,
        Key: 'copy',
        UploadId,
        PartNumber,
        CopySource: `${fixture.bucket}/source`,
        ...more,
      }),
    );

  it('makes parts of ranges and of wholes, which outlive their source', async () => {
    const id = await startUpload(fixture, 'copy');
    const ranges = [`bytes=10-${partBytes + 9}`, undefined, 'bytes=5-5'];
    const Parts = [];
    for (const [index, CopySourceRange] of ranges.entries()) {
      const { CopyPartResult } = await copy(id, index + 1, { CopySourceRange });
      assert.ok(CopyPartResult?.LastModified);
      Parts.push({ PartNumber: index + 1, ETag: CopyPartResult.ETag });
    }
    await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.bucket, Key: 'source' }));
    await completeUpload(fixture, 'copy', id, Parts);
    const expected = Buffer.concat([source.subarray(10, partBytes + 10), source, source.subarray(5, 6)]);
    assert.deepEqual(await fixture.bytes('copy'), expected);
    await fixture.put('source', source);
  });

  it('refuses ranges and sources that are not, and conditions that do not hold', async () => {
    const id = await startUpload(fixture, 'copy');
    for (const CopySourceRange of [`bytes=0-${source.length}`, 'bytes=5-', 'bytes=-5', '0-5']) {
      await assertRefused(copy(id, 1, { CopySourceRange }), 'InvalidArgument', 400);
    }
    await assertRefused(copy(id, 1, { CopySource: `${fixture.bucket}/none` }), 'NoSuchKey', 404);
    await assertRefused(copy(id, 1, { CopySourceIfMatch: '"other"' }), 'PreconditionFailed', 412);
    await assertRefused(copy('none', 1), 'NoSuchUpload', 404);
    await assertRefused(copy(id, 10_001), 'InvalidArgument', 400);
  });
});
