// The checksum of an object from those of its parts, without reading a byte of them.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#Full-object-checksums
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type ChecksumAlgorithm, type ChecksumType, crc32c } from './checksums';

export type PartChecksum = { readonly digest: Buffer; readonly sizeBytes: number };

/** CRCs of a whole follow from those of its parts; hashes do not. */
export function isCombinable(algorithm: ChecksumAlgorithm): boolean {
  return crcs[algorithm] !== undefined;
}

/** COMPOSITE is the checksum of the parts' checksums, FULL_OBJECT that of the bytes. */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly PartChecksum[],
): Buffer {
  if (type === 'FULL_OBJECT') return combineCrcs(algorithm, parts);
  const digests = Buffer.concat(parts.map(({ digest }) => digest));
  if (algorithm !== 'CRC32' && algorithm !== 'CRC32C') {
    return createHash(algorithm.toLowerCase()).update(digests).digest();
  }
  const value = Buffer.alloc(4);
  value.writeUInt32BE(algorithm === 'CRC32' ? crc32(digests) : crc32c(digests, 0));
  return value;
}

type Crc = { readonly bits: bigint; readonly polynomial: bigint };

/** Reflected polynomials; all three CRCs begin and end with an inversion, which combining needs. */
const crcs: Partial<Record<ChecksumAlgorithm, Crc>> = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
};

/** zlib's crc32_combine for any width: https://github.com/madler/zlib/blob/master/crc32.c */
function combineCrcs(algorithm: ChecksumAlgorithm, parts: readonly PartChecksum[]): Buffer {
  const crc = crcs[algorithm];
  if (crc === undefined) throw new Error(`Checksums ${algorithm} cannot be combined`);
  // Parts mostly have the same length: x^(8·length) is computed once for each.
  const powers = new Map<number, bigint>();
  let value = 0n;
  for (const { digest, sizeBytes } of parts) {
    const power = powers.get(sizeBytes) ?? powerOfX(crc, 8n * BigInt(sizeBytes));
    powers.set(sizeBytes, power);
    value = multiply(crc, power, value) ^ BigInt(`0x${digest.toString('hex')}`);
  }
  return Buffer.from(value.toString(16).padStart(Number(crc.bits) / 4, '0'), 'hex');
}

/** x^exponent modulo the polynomial, by repeated squaring. The highest bit stands for x^0. */
function powerOfX(crc: Crc, exponent: bigint): bigint {
  let result = 1n << (crc.bits - 1n);
  let square = 1n << (crc.bits - 2n);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(crc, square, result);
    square = multiply(crc, square, square);
  }
  return result;
}

function multiply({ bits, polynomial }: Crc, a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}
