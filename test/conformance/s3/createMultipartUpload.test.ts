import assert from 'node:assert/strict';
import { CreateMultipartUploadCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { startUpload, uploadInParts } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 CreateMultipartUpload', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  it('begins an upload, of which nothing is seen until it is complete', async () => {
    const { s3, bucket } = fixture;
    const first = await startUpload(fixture, 'unseen');
    const second = await startUpload(fixture, 'unseen');
    assert.notEqual(first, second);
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'unseen' }));
    assert.equal(KeyCount, 0);
  });

  it('gives the object its headers, metadata and tags', async () => {
    await uploadInParts(fixture, 'described', [Buffer.from('x')], {
      ContentType: 'text/csv',
      ContentEncoding: 'gzip',
      Metadata: { a: 'b' },
      Tagging: 'k=v',
    });
    const answer = await fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key: 'described' }));
    assert.deepEqual(
      [answer.ContentType, answer.ContentEncoding, answer.Metadata, answer.TagCount],
      ['text/csv', 'gzip', { a: 'b' }, 1],
    );
  });

  it('refuses checksums that cannot be, and a bucket that is not', async () => {
    const create = (more: object) =>
      fixture.s3.send(new CreateMultipartUploadCommand({ Bucket: fixture.bucket, Key: 'k', ...more }));
    const { ChecksumType } = await create({ ChecksumAlgorithm: 'CRC32C' });
    assert.equal(ChecksumType, 'COMPOSITE');
    for (const more of [
      { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' },
      { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' },
      { ChecksumAlgorithm: 'CRC17' },
    ]) {
      await assertRefused(create(more), 'InvalidRequest', 400);
    }
    await assertRefused(create({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404);
  });
});
