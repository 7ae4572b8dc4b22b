import assert from 'node:assert/strict';
import { crc32 as nodeCrc32 } from 'node:zlib';
import { crc32, crc32Base64 } from '../../../src/core/crc32';
import { randomChunks, seededRandom } from './planFixture';

describe('crc32', () => {
  it('is that of zlib, in one piece or in many', () => {
    const random = seededRandom(4);
    for (let length = 0; length < 100; length++) {
      const bytes = Buffer.from(Array.from({ length }, () => random(256)));
      assert.equal(crc32(bytes), nodeCrc32(bytes));
      let running = 0;
      for (const chunk of randomChunks(bytes, 11, random)) running = crc32(chunk, running);
      assert.equal(running, nodeCrc32(bytes));
    }
  });

  it('is written as S3 writes it', () => {
    // From the description of the checksum's check value: "123456789" gives cbf43926.
    assert.equal(crc32Base64(crc32(Buffer.from('123456789'))), Buffer.from('cbf43926', 'hex').toString('base64'));
  });
});
