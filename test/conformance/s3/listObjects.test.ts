import assert from 'node:assert/strict';
import { ListObjectsCommand, type ListObjectsCommandInput } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 ListObjects', () => {
  let fixture: S3Fixture;
  const keys = ['a', 'b/1', 'b/2', 'c', 'd/3'];
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.putAll(keys);
  });
  after(() => fixture.close());
  const list = (more: Partial<ListObjectsCommandInput> = {}) =>
    fixture.s3.send(new ListObjectsCommand({ Bucket: fixture.bucket, ...more }));

  it('lists keys, page by page, with the last key as the next marker', async () => {
    const found: string[] = [];
    for (let Marker: string | undefined, isTruncated = true; isTruncated;) {
      const page = await list({ MaxKeys: 2, Marker });
      assert.equal(page.NextMarker, undefined);
      found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      assert.ok(page.Contents?.every(({ Owner }) => Owner?.ID));
      isTruncated = page.IsTruncated === true;
      Marker = found.at(-1);
    }
    assert.deepEqual(found, keys);
  });

  it('goes on behind a common prefix', async () => {
    const found: string[] = [];
    for (let Marker: string | undefined, isTruncated = true; isTruncated;) {
      const page = await list({ MaxKeys: 1, Delimiter: '/', Marker });
      found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
      isTruncated = page.IsTruncated === true;
      Marker = page.NextMarker;
      assert.equal(Marker !== undefined, isTruncated);
    }
    assert.deepEqual(found, ['a', 'b/', 'c', 'd/']);
  });

  it('refuses a bucket that does not exist', () =>
    assertRefused(list({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404));
});
