import assert from 'node:assert/strict';
import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 GetObjectTagging', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const tagsOf = async (Key: string) =>
    (await fixture.s3.send(new GetObjectTaggingCommand({ Bucket: fixture.bucket, Key }))).TagSet;

  it('tells the tags, or that there are none', async () => {
    await fixture.put('tagged', 'x', { Tagging: 'a=1&b%20c=%C3%BC' });
    await fixture.put('plain', 'x');
    assert.deepEqual(await tagsOf('tagged'), [
      { Key: 'a', Value: '1' },
      { Key: 'b c', Value: 'ü' },
    ]);
    assert.deepEqual(await tagsOf('plain'), []);
  });

  it('refuses an object that does not exist', () => assertRefused(tagsOf('none'), 'NoSuchKey', 404));
});
