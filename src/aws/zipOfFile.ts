// A ZIP archive of one file: how AWS Lambda takes code. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../core/crc32';

const version = 20;
const deflated = 8;
/** 1 January 1980, so that the same file always gives the same archive. */
const dosDate = 0x21;
/** A plain file that everybody may read: Lambda runs code under another user. */
const unixMode = 0o100644;
const madeOnUnix = 3;

/** @param name in ASCII. */
export function zipOfFile(name: string, content: Uint8Array): Uint8Array {
  const body = deflateRawSync(content, { level: 9 });
  const nameBytes = Buffer.from(name, 'ascii');
  const facts = Buffer.concat([
    u16(version, 0, deflated, 0, dosDate),
    u32(crc32(content), body.length, content.length),
    u16(nameBytes.length, 0),
  ]);
  const local = Buffer.concat([u32(0x04034b50), facts, nameBytes, body]);
  const central = Buffer.concat([
    u32(0x02014b50),
    u16((madeOnUnix << 8) | version),
    facts,
    u16(0, 0, 0),
    u32(unixMode * 0x10000, 0),
    nameBytes,
  ]);
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, 1, 1), u32(central.length, local.length), u16(0)]);
  return Buffer.concat([local, central, end]);
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16LE(value, 2 * index));
  return bytes;
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
}
