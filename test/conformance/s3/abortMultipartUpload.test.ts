import assert from 'node:assert/strict';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { completeUpload, startUpload, uploadPart } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 AbortMultipartUpload', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const abort = (Key: string, UploadId: string) =>
    fixture.s3.send(new AbortMultipartUploadCommand({ Bucket: fixture.bucket, Key, UploadId }));

  it('forgets the upload and its parts', async () => {
    const id = await startUpload(fixture, 'k');
    const { ETag } = await uploadPart(fixture, 'k', id, 1, 'x');
    await abort('k', id);
    await assertRefused(completeUpload(fixture, 'k', id, [{ PartNumber: 1, ETag }]), 'NoSuchUpload', 404);
    const { Uploads } = await fixture.s3.send(new ListMultipartUploadsCommand({ Bucket: fixture.bucket }));
    assert.deepEqual(Uploads ?? [], []);
  });

  it('refuses an upload that does not exist', () => assertRefused(abort('k', 'none'), 'NoSuchUpload', 404));
});
