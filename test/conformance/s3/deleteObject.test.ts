import { DeleteObjectCommand, type DeleteObjectCommandInput, GetObjectCommand } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 DeleteObject', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const remove = (Key: string, more: Partial<DeleteObjectCommandInput> = {}) =>
    fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.bucket, Key, ...more }));
  const get = (Key: string) => fixture.s3.send(new GetObjectCommand({ Bucket: fixture.bucket, Key }));

  it('deletes the object, and is content when there is none', async () => {
    await fixture.put('gone');
    await fixture.put('gone/too');
    await remove('gone');
    await assertRefused(get('gone'), 'NoSuchKey', 404);
    await fixture.text('gone/too');
    await remove('gone');
    await remove('never there');
  });

  it('deletes only what it was told to expect', async () => {
    const etag = await fixture.put('guarded', 'x');
    await assertRefused(
      remove('guarded', { IfMatch: '"0123456789abcdef0123456789abcdef"' }),
      'PreconditionFailed',
      412,
    );
    await fixture.text('guarded');
    await remove('guarded', { IfMatch: etag });
    await assertRefused(get('guarded'), 'NoSuchKey', 404);
  });

  it('refuses a bucket that does not exist', () =>
    assertRefused(remove('k', { Bucket: uniqueName('none') }), 'NoSuchBucket', 404));
});
