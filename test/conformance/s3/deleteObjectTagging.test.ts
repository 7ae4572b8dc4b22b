import assert from 'node:assert/strict';
import { DeleteObjectTaggingCommand, GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 DeleteObjectTagging', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const untag = (Key: string) => fixture.s3.send(new DeleteObjectTaggingCommand({ Bucket: fixture.bucket, Key }));

  it('removes all tags', async () => {
    await fixture.put('k', 'x', { Tagging: 'a=1&b=2' });
    await untag('k');
    const at = { Bucket: fixture.bucket, Key: 'k' };
    assert.deepEqual((await fixture.s3.send(new GetObjectTaggingCommand(at))).TagSet, []);
    assert.equal((await fixture.s3.send(new HeadObjectCommand(at))).TagCount, undefined);
    await untag('k');
  });

  it('refuses an object that does not exist', () => assertRefused(untag('none'), 'NoSuchKey', 404));
});
