import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type ChecksumAlgorithm, startChecksum } from '../../../../src/engine/s3/checksums';
import { checksumOfParts } from '../../../../src/engine/s3/partChecksums';

async function digestOf(algorithm: ChecksumAlgorithm, bytes: Buffer): Promise<Buffer> {
  const checksum = startChecksum(algorithm);
  checksum.update(bytes);
  return Buffer.from(await checksum.digest());
}

describe('checksumOfParts', () => {
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
    it(`gives the ${algorithm} of the whole for parts of any length`, async () => {
      const parts = [0, 1, 7, 65_536, 100_003, 0, 65_536].map((size) => randomBytes(size));
      const known = await Promise.all(
        parts.map(async (part) => ({ digest: await digestOf(algorithm, part), sizeBytes: part.length })),
      );
      const whole = await digestOf(algorithm, Buffer.concat(parts));
      assert.deepEqual(checksumOfParts(algorithm, 'FULL_OBJECT', known), whole);
    });
  }

  it('is the known value for the check string of the algorithms', async () => {
    // https://reveng.sourceforge.io/crc-catalogue/
    const check = Buffer.from('123456789');
    assert.equal((await digestOf('CRC32', check)).toString('hex'), 'cbf43926');
    assert.equal((await digestOf('CRC32C', check)).toString('hex'), 'e3069283');
    assert.equal((await digestOf('CRC64NVME', check)).toString('hex'), 'ae8b14860a799888');
  });
});
