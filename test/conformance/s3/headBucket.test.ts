import assert from 'node:assert/strict';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 HeadBucket', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  it('tells the region', async () => {
    const { BucketRegion } = await fixture.s3.send(new HeadBucketCommand({ Bucket: fixture.bucket }));
    assert.equal(BucketRegion, await fixture.s3.config.region());
  });

  it('refuses a bucket that does not exist, and an owner that is another', async () => {
    await assertRefused(fixture.s3.send(new HeadBucketCommand({ Bucket: uniqueName('none') })), 'NotFound', 404);
    const Bucket = fixture.bucket;
    const stranger = fixture.s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '999999999999' }));
    await assertRefused(stranger, 'Unknown', 403);
  });
});
