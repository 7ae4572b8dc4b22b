import assert from 'node:assert/strict';
import { DeleteObjectsCommand, ListObjectsV2Command, type ObjectIdentifier } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 DeleteObjects', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const remove = (Objects: ObjectIdentifier[], Quiet?: boolean, Bucket = fixture.bucket) =>
    fixture.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet } }));
  const keys = async () =>
    (await fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.bucket }))).Contents?.map(({ Key }) => Key) ?? [];

  it('deletes all that are named, whether they are there or not', async () => {
    const names = ['a', 'b/c', ' blank ', 'x&y<z>"\'', '😀'];
    await fixture.putAll([...names, 'kept']);
    const { Deleted = [], Errors } = await remove([...names, 'never there'].map((Key) => ({ Key })));
    assert.deepEqual(Deleted.map(({ Key }) => Key).sort(), [...names, 'never there'].sort());
    assert.deepEqual(Errors ?? [], []);
    assert.deepEqual(await keys(), ['kept']);
  });

  it('tells only of failures when it is to be quiet', async () => {
    await fixture.putAll(['q1', 'q2']);
    const version = 'Xv5tIbG0Ii9yJk0XRlqTGJBFFbOJ4Fgt';
    const { Deleted, Errors = [] } = await remove([{ Key: 'q1' }, { Key: 'q2', VersionId: version }], true);
    assert.deepEqual(Deleted ?? [], []);
    assert.deepEqual(
      Errors.map(({ Key, Code }) => [Key, Code]),
      [['q2', 'NoSuchVersion']],
    );
    assert.ok((await keys()).includes('q2'));
  });

  it('takes the version null, as clients that empty buckets send it', async () => {
    await fixture.put('v');
    const { Deleted = [] } = await remove([{ Key: 'v', VersionId: 'null' }]);
    assert.deepEqual(
      Deleted.map(({ Key, VersionId }) => [Key, VersionId]),
      [['v', 'null']],
    );
  });

  it('deletes 1,000 long keys, and refuses more', async () => {
    const objects = Array.from({ length: 1000 }, (_, index) => ({ Key: '&'.repeat(300) + String(index) }));
    assert.equal((await remove(objects)).Deleted?.length, 1000);
    await assertRefused(remove([...objects, { Key: 'one more' }]), 'MalformedXML', 400);
  });

  it('refuses an empty list and a bucket that does not exist', async () => {
    await assertRefused(remove([]), 'MalformedXML', 400);
    await assertRefused(remove([{ Key: 'k' }], false, uniqueName('none')), 'NoSuchBucket', 404);
  });
});
