import assert from 'node:assert/strict';
import { CreateBucketCommand, DeleteBucketCommand, GetBucketLocationCommand } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 GetBucketLocation', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const locate = async (Bucket: string) =>
    (await fixture.s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint;

  it('tells the region, which has no name when it is us-east-1', async () => {
    if ((await fixture.s3.config.region()) !== 'us-east-1') return;
    assert.equal(await locate(fixture.bucket), undefined);
    const Bucket = uniqueName('far');
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await fixture.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    try {
      assert.equal(await locate(Bucket), 'eu-west-1');
    } finally {
      await fixture.s3.send(new DeleteBucketCommand({ Bucket }));
    }
  });

  it('refuses a bucket that does not exist', () => assertRefused(locate(uniqueName('none')), 'NoSuchBucket', 404));
});
