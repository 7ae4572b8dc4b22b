import assert from 'node:assert/strict';
import { ListObjectVersionsCommand, type ListObjectVersionsCommandInput } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 ListObjectVersions', () => {
  let fixture: S3Fixture;
  const keys = ['a', 'b/1', 'b/2', 'c'];
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.putAll(keys);
    await fixture.put('a', 'replaced');
  });
  after(() => fixture.close());
  const list = (more: Partial<ListObjectVersionsCommandInput> = {}) =>
    fixture.s3.send(new ListObjectVersionsCommand({ Bucket: fixture.bucket, ...more }));

  it('lists each object as its version null', async () => {
    const { Versions = [], DeleteMarkers } = await list();
    assert.deepEqual(
      Versions.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]),
      keys.map((key) => [key, 'null', true]),
    );
    assert.equal(Versions[0]?.Size, 'replaced'.length);
    assert.deepEqual(DeleteMarkers ?? [], []);
  });

  it('lists page by page, with common prefixes', async () => {
    const found: string[] = [];
    for (let markers: Partial<ListObjectVersionsCommandInput> = {}, isTruncated = true; isTruncated;) {
      const page = await list({ MaxKeys: 1, Delimiter: '/', ...markers });
      found.push(...(page.Versions ?? []).map(({ Key = '' }) => Key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
      isTruncated = page.IsTruncated === true;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    assert.deepEqual(found, ['a', 'b/', 'c']);
  });

  it('refuses a version without a key, and a bucket that does not exist', async () => {
    await assertRefused(list({ VersionIdMarker: 'null' }), 'InvalidArgument', 400);
    await assertRefused(list({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404);
  });
});
