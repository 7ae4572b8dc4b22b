// The checksums that S3 keeps with an object, computed while its bytes pass by.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc64Nvme } from '@aws-sdk/crc64-nvme';
import { ApiError } from '../apiError';

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** What S3 computes itself when the client sends no checksum. */
export const defaultAlgorithm: ChecksumAlgorithm = 'CRC64NVME';

export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array> | Uint8Array;
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === 'CRC64NVME') return new Crc64Nvme();
  if (algorithm === 'CRC32') return startCrc(crc32);
  if (algorithm === 'CRC32C') return startCrc(crc32c);
  const hash = createHash(algorithm.toLowerCase());
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}

/** Number of bytes of a checksum. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
};

function startCrc(step: (bytes: Uint8Array, value: number) => number) {
  let value = 0;
  return {
    update(bytes: Uint8Array): void {
      value = step(bytes, value);
    },
    digest(): Buffer {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}

const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0x82f63b78 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** @param previous the value of the bytes before these, or 0. */
export function crc32c(bytes: Uint8Array, previous: number): number {
  let value = ~previous;
  for (const byte of bytes) value = (value >>> 8) ^ (crc32cTable[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}

/**
 * The algorithm that a request names.
 * @throws ApiError InvalidRequest for one that S3 or the engine does not know.
 */
export function readAlgorithm(name: string | undefined): ChecksumAlgorithm | undefined {
  if (name === undefined) return undefined;
  const algorithm = checksumAlgorithms.find((known) => known === name.toUpperCase());
  if (algorithm !== undefined) return algorithm;
  throw new ApiError(
    'InvalidRequest',
    `Checksum algorithm ${name} is not known; the engine knows ${checksumAlgorithms.join(', ')}.`,
  );
}
