import assert from 'node:assert/strict';
import { ListMultipartUploadsCommand, type ListMultipartUploadsCommandInput } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { startUpload } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 ListMultipartUploads', () => {
  let fixture: S3Fixture;
  const ids: string[] = [];
  const keys = ['a', 'b/1', 'b/1', 'b/2', 'c'];
  before(async () => {
    fixture = await openS3Fixture();
    for (const key of keys) ids.push(await startUpload(fixture, key));
  });
  after(() => fixture.close());
  const list = (more: Partial<ListMultipartUploadsCommandInput> = {}) =>
    fixture.s3.send(new ListMultipartUploadsCommand({ Bucket: fixture.bucket, ...more }));

  async function walk(more: Partial<ListMultipartUploadsCommandInput>): Promise<string[]> {
    const found: string[] = [];
    for (let markers: Partial<ListMultipartUploadsCommandInput> = {}, isTruncated = true; isTruncated;) {
      const page = await list({ ...more, ...markers });
      found.push(...(page.Uploads ?? []).map(({ Key = '', UploadId = '' }) => `${Key} ${UploadId}`));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix));
      isTruncated = page.IsTruncated === true;
      markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
    return found;
  }

  it('lists uploads by key, those of one key page by page too', async () => {
    const { Uploads = [] } = await list();
    assert.deepEqual(
      Uploads.map(({ Key }) => Key),
      keys,
    );
    assert.ok(Uploads.every(({ Initiated, StorageClass }) => Initiated instanceof Date && StorageClass === 'STANDARD'));
    for (const MaxUploads of [1, 2]) {
      const found = await walk({ MaxUploads });
      assert.deepEqual([...found].sort(), keys.map((key, index) => `${key} ${ids[index] ?? ''}`).sort());
    }
  });

  it('takes a prefix, a delimiter and a key to begin behind', async () => {
    assert.deepEqual(
      (await walk({ Delimiter: '/', MaxUploads: 1 })).map((name) => name.split(' ')[0]),
      ['a', 'b/', 'c'],
    );
    assert.deepEqual((await walk({ Prefix: 'b/2' })).length, 1);
    const { Uploads = [] } = await list({ KeyMarker: 'b/1' });
    assert.deepEqual(
      Uploads.map(({ Key }) => Key),
      ['b/2', 'c'],
    );
  });

  it('refuses a bucket that does not exist', () =>
    assertRefused(list({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404));
});
