import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 DeleteBucket', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  it('deletes an empty bucket, with the uploads in progress in it', async () => {
    if (fixture.target.isRemote) return;
    const Bucket = uniqueName('empty');
    await fixture.s3.send(new CreateBucketCommand({ Bucket }));
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    await fixture.s3.send(new DeleteBucketCommand({ Bucket }));
    await assertRefused(fixture.s3.send(new HeadBucketCommand({ Bucket })), 'NotFound', 404);
    // An upload of the old bucket must not come back with a new one of its name.
    await fixture.s3.send(new CreateBucketCommand({ Bucket }));
    await assertRefused(
      fixture.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'k', UploadId })),
      'NoSuchUpload',
      404,
    );
    await fixture.s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it('refuses a bucket that holds an object, or is not there', async () => {
    await fixture.put('kept');
    const remove = (Bucket: string) => fixture.s3.send(new DeleteBucketCommand({ Bucket }));
    await assertRefused(remove(fixture.bucket), 'BucketNotEmpty', 409);
    await assertRefused(remove(uniqueName('none')), 'NoSuchBucket', 404);
  });
});
