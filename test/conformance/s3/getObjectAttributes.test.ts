import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { GetObjectAttributesCommand, type GetObjectAttributesCommandInput } from '@aws-sdk/client-s3';
import { partBytes, uploadInParts } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 GetObjectAttributes', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.put('hello', 'hello');
    await uploadInParts(fixture, 'parts', [randomBytes(partBytes), randomBytes(10)], { ChecksumAlgorithm: 'SHA256' });
  });
  after(() => fixture.close());
  const ask = (Key: string, more: Partial<GetObjectAttributesCommandInput> = {}) =>
    fixture.s3.send(
      new GetObjectAttributesCommand({
        Bucket: fixture.bucket,
        Key,
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'],
        ...more,
      }),
    );

  it('tells what it is asked for, and nothing else', async () => {
    const all = await ask('hello');
    assert.deepEqual(
      [all.ETag, all.ObjectSize, all.StorageClass, all.Checksum?.ChecksumCRC32, all.ObjectParts],
      ['5d41402abc4b2a76b9719d911017c592', 5, 'STANDARD', 'NhCmhg==', undefined],
    );
    const one = await ask('hello', { ObjectAttributes: ['ObjectSize'] });
    assert.deepEqual([one.ObjectSize, one.ETag, one.Checksum], [5, undefined, undefined]);
  });

  it('tells the parts page by page', async () => {
    const first = (await ask('parts', { MaxParts: 1 })).ObjectParts;
    assert.deepEqual([first?.TotalPartsCount, first?.IsTruncated, first?.Parts?.length], [2, true, 1]);
    assert.ok(first?.Parts?.[0]?.ChecksumSHA256);
    const rest = (await ask('parts', { MaxParts: 1, PartNumberMarker: first.NextPartNumberMarker })).ObjectParts;
    assert.deepEqual([rest?.IsTruncated, rest?.Parts?.[0]?.PartNumber, rest?.Parts?.[0]?.Size], [false, 2, 10]);
  });

  it('refuses an object that does not exist', () => assertRefused(ask('none'), 'NoSuchKey', 404));
});
