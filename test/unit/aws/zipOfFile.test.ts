// The archive that Lambda gets, read as the format says: what stands at its end leads to all else.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import { zipOfFile } from '../../../src/aws/zipOfFile';
import { crc32 } from '../../../src/core/crc32';

describe('zipOfFile', () => {
  for (const [what, content] of [
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('exports.handler = () => "grüße";\n'.repeat(500))],
    ['what cannot be made smaller', Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * i * 2654435761) >>> 13))],
  ] as const) {
    it(`holds ${what}`, () => {
      const zip = Buffer.from(zipOfFile('trigger.js', content));
      const end = zip.length - 22;
      assert.equal(zip.readUInt32LE(end), 0x06054b50);
      assert.deepEqual([zip.readUInt16LE(end + 8), zip.readUInt16LE(end + 10)], [1, 1]);
      const central = zip.readUInt32LE(end + 16);
      assert.equal(central + zip.readUInt32LE(end + 12), end);
      assert.equal(zip.readUInt32LE(central), 0x02014b50);
      // Made on Unix: a plain file that everybody may read.
      assert.equal(zip[central + 5], 3);
      assert.equal(zip.readUInt32LE(central + 38) >>> 16, 0o100644);
      const local = zip.readUInt32LE(central + 42);
      assert.equal(zip.readUInt32LE(local), 0x04034b50);
      const [sum, packed, size, nameLength] = [14, 18, 22, 26].map((at) =>
        at === 26 ? zip.readUInt16LE(local + at) : zip.readUInt32LE(local + at),
      );
      // The same facts in both places.
      assert.deepEqual(zip.subarray(local + 4, local + 30), zip.subarray(central + 6, central + 32));
      assert.deepEqual([sum, size, nameLength], [crc32(content), content.length, 10]);
      assert.equal(zip.toString('ascii', local + 30, local + 40), 'trigger.js');
      assert.deepEqual(inflateRawSync(zip.subarray(local + 40, local + 40 + (packed ?? 0))), content);
    });
  }

  it('is the same for the same file', () => {
    assert.deepEqual(zipOfFile('a', Buffer.from('x')), zipOfFile('a', Buffer.from('x')));
  });
});
