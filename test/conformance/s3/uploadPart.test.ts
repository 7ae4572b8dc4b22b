import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { completeUpload, partBytes, startUpload, uploadPart } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 UploadPart', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  it('takes parts in any order, as bytes or as streams, and the last of one number counts', async () => {
    const id = await startUpload(fixture, 'mixed');
    const first = randomBytes(partBytes);
    const last = randomBytes(100_000);
    const md5 = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;
    const part9 = await uploadPart(fixture, 'mixed', id, 9, Readable.from([last.subarray(0, 1), last.subarray(1)]), {
      ContentLength: last.length,
    });
    await uploadPart(fixture, 'mixed', id, 2, 'replaced');
    const part2 = await uploadPart(fixture, 'mixed', id, 2, first);
    assert.deepEqual([part2.ETag, part9.ETag], [md5(first), md5(last)]);
    await completeUpload(fixture, 'mixed', id, [
      { PartNumber: 2, ETag: part2.ETag },
      { PartNumber: 9, ETag: part9.ETag },
    ]);
    assert.deepEqual(await fixture.bytes('mixed'), Buffer.concat([first, last]));
  });

  it('verifies checksums', async () => {
    const id = await startUpload(fixture, 'checked', { ChecksumAlgorithm: 'SHA256' });
    const right = await uploadPart(fixture, 'checked', id, 1, 'hello', { ChecksumAlgorithm: 'SHA256' });
    assert.equal(right.ChecksumSHA256, 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=');
    const ChecksumSHA256 = right.ChecksumSHA256;
    await assertRefused(uploadPart(fixture, 'checked', id, 1, 'HELLO', { ChecksumSHA256 }), 'BadDigest', 400);
    const other = { ChecksumAlgorithm: 'CRC32' } as const;
    await assertRefused(uploadPart(fixture, 'checked', id, 1, 'hello', other), 'InvalidRequest', 400, /sha256/);
  });

  it('refuses numbers that parts cannot have', async () => {
    const id = await startUpload(fixture, 'numbers');
    for (const number of [0, 10_001, -1]) {
      await assertRefused(uploadPart(fixture, 'numbers', id, number, 'x'), 'InvalidArgument', 400);
    }
    await uploadPart(fixture, 'numbers', id, 10_000, 'x');
  });

  it('refuses an upload that is not, or is of another key', async () => {
    const id = await startUpload(fixture, 'mine');
    await assertRefused(uploadPart(fixture, 'other', id, 1, 'x'), 'NoSuchUpload', 404);
    await assertRefused(uploadPart(fixture, 'mine', 'no-such-upload', 1, 'x'), 'NoSuchUpload', 404);
  });
});
