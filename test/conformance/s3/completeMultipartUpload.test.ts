import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, type ChecksumAlgorithm, PutObjectCommand } from '@aws-sdk/client-s3';
import { completeUpload, partBytes, startUpload, uploadInParts, uploadPart } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 CompleteMultipartUpload', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const bodies = [randomBytes(partBytes), randomBytes(partBytes + 17), randomBytes(12_345)];
  const whole = Buffer.concat(bodies);
  const head = (Key: string) =>
    fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key, ChecksumMode: 'ENABLED' }));

  it('makes one object of the parts, whose entity tag is made of theirs', async () => {
    const { ETag, Location } = await uploadInParts(fixture, 'three', bodies);
    const digests = bodies.map((body) => createHash('md5').update(body).digest());
    assert.equal(ETag, `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-3"`);
    assert.ok(Location?.endsWith('/three'));
    assert.deepEqual(await fixture.bytes('three'), whole);
    const { s3, bucket } = fixture;
    const middle = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'three', PartNumber: 2 }));
    assert.equal(middle.PartsCount, 3);
    assert.deepEqual(Buffer.from((await middle.Body?.transformToByteArray()) ?? []), bodies[1]);
    const seam = `bytes=${partBytes - 5}-${2 * partBytes + 20}`;
    const across = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'three', Range: seam }));
    const expected = whole.subarray(partBytes - 5, 2 * partBytes + 21);
    assert.deepEqual(Buffer.from((await across.Body?.transformToByteArray()) ?? []), expected);
  });

  it('computes the checksum of the whole, where its kind can, without being told', async () => {
    for (const ChecksumAlgorithm of ['CRC64NVME', 'CRC32', 'CRC32C'] as const) {
      const Key = `full-${ChecksumAlgorithm}`;
      await fixture.s3.send(
        new PutObjectCommand({ Bucket: fixture.bucket, Key: 'at once', Body: whole, ChecksumAlgorithm }),
      );
      await uploadInParts(fixture, Key, bodies, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
      const [once, parted] = (await Promise.all([head('at once'), head(Key)])) as unknown as Record<string, unknown>[];
      const member = `Checksum${ChecksumAlgorithm}`;
      assert.ok(once?.[member]);
      assert.deepEqual([parted?.[member], parted?.ChecksumType], [once[member], 'FULL_OBJECT']);
    }
  });

  it('makes a checksum of checksums of the other kinds', async () => {
    const hashOf = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest();
    for (const ChecksumAlgorithm of ['SHA1', 'SHA256'] as ChecksumAlgorithm[]) {
      const Key = `composite-${ChecksumAlgorithm}`;
      const algorithm = ChecksumAlgorithm.toLowerCase();
      const answer = await uploadInParts(fixture, Key, bodies, { ChecksumAlgorithm });
      const digests = Buffer.concat(bodies.map((body) => hashOf(algorithm, body)));
      const expected = `${hashOf(algorithm, digests).toString('base64')}-3`;
      const stored = (await head(Key)) as unknown as Record<string, unknown>;
      const member = `Checksum${ChecksumAlgorithm}`;
      assert.deepEqual([(answer as unknown as Record<string, unknown>)[member], stored[member]], [expected, expected]);
      assert.equal(stored.ChecksumType, 'COMPOSITE');
    }
  });

  it('refuses parts that are missing, other, small or out of order', async () => {
    const id = await startUpload(fixture, 'refused');
    const [one, two] = await Promise.all([
      uploadPart(fixture, 'refused', id, 1, 'small'),
      uploadPart(fixture, 'refused', id, 2, 'last'),
    ]);
    const first = { PartNumber: 1, ETag: one.ETag };
    const second = { PartNumber: 2, ETag: two.ETag };
    const complete = (parts: { PartNumber: number; ETag?: string }[]) => completeUpload(fixture, 'refused', id, parts);
    await assertRefused(complete([first, second]), 'EntityTooSmall', 400);
    await assertRefused(complete([second, first]), 'InvalidPartOrder', 400);
    await assertRefused(complete([first, first]), 'InvalidPartOrder', 400);
    await assertRefused(complete([first, { PartNumber: 3, ETag: one.ETag }]), 'InvalidPart', 400);
    await assertRefused(complete([{ PartNumber: 1, ETag: two.ETag }]), 'InvalidPart', 400);
    await assertRefused(complete([]), 'MalformedXML', 400);
    // What was refused is still there.
    await complete([second]);
    assert.equal(await fixture.text('refused'), 'last');
  });

  it('answers as before when it is asked again, as after a lost answer', async () => {
    const id = await startUpload(fixture, 'again');
    const { ETag } = await uploadPart(fixture, 'again', id, 1, 'x');
    const first = await completeUpload(fixture, 'again', id, [{ PartNumber: 1, ETag }]);
    const second = await completeUpload(fixture, 'again', id, [{ PartNumber: 1, ETag }]);
    assert.equal(second.ETag, first.ETag);
    await assertRefused(uploadPart(fixture, 'again', id, 1, 'x'), 'NoSuchUpload', 404);
  });

  it('refuses a size, a checksum or a condition that does not hold', async () => {
    const id = await startUpload(fixture, 'expected');
    const { ETag } = await uploadPart(fixture, 'expected', id, 1, 'hello');
    const complete = (more: object) => completeUpload(fixture, 'expected', id, [{ PartNumber: 1, ETag }], more);
    await assertRefused(complete({ MpuObjectSize: 6 }), 'InvalidRequest', 400);
    await assertRefused(complete({ ChecksumCRC64NVME: 'AAAAAAAAAAA=' }), 'BadDigest', 400);
    await fixture.put('expected', 'in the way');
    await assertRefused(complete({ IfNoneMatch: '*' }), 'PreconditionFailed', 412);
    await complete({ MpuObjectSize: 5, ChecksumCRC64NVME: 'M3eFcAZSQlc=' });
    assert.equal(await fixture.text('expected'), 'hello');
  });
});
