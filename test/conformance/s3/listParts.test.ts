import assert from 'node:assert/strict';
import { ListPartsCommand, type ListPartsCommandInput } from '@aws-sdk/client-s3';
import { startUpload, uploadPart } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 ListParts', () => {
  let fixture: S3Fixture;
  let id: string;
  before(async () => {
    fixture = await openS3Fixture();
    id = await startUpload(fixture, 'k', { ChecksumAlgorithm: 'SHA1' });
    for (const number of [10, 2, 1]) {
      await uploadPart(fixture, 'k', id, number, `part ${number}`, { ChecksumAlgorithm: 'SHA1' });
    }
  });
  after(() => fixture.close());
  const list = (more: Partial<ListPartsCommandInput> = {}) =>
    fixture.s3.send(new ListPartsCommand({ Bucket: fixture.bucket, Key: 'k', UploadId: id, ...more }));

  it('lists parts by number, with size, entity tag and checksum', async () => {
    const { Parts = [], StorageClass, ChecksumAlgorithm } = await list();
    assert.deepEqual(
      Parts.map(({ PartNumber, Size }) => [PartNumber, Size]),
      [
        [1, 6],
        [2, 6],
        [10, 7],
      ],
    );
    assert.ok(Parts.every(({ ETag, LastModified, ChecksumSHA1 }) => ETag && LastModified && ChecksumSHA1));
    assert.deepEqual([StorageClass, ChecksumAlgorithm], ['STANDARD', 'SHA1']);
  });

  it('lists page by page', async () => {
    const first = await list({ MaxParts: 2 });
    assert.deepEqual([first.IsTruncated, first.NextPartNumberMarker, first.Parts?.length], [true, '2', 2]);
    const rest = await list({ MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker });
    assert.deepEqual([rest.IsTruncated, rest.Parts?.map(({ PartNumber }) => PartNumber)], [false, [10]]);
  });

  it('refuses an upload that does not exist', () => assertRefused(list({ UploadId: 'none' }), 'NoSuchUpload', 404));
});
