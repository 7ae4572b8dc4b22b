// Computes checksums of bytes that the engine already has.
import { type ChecksumAlgorithm, type RunningChecksum, startChecksum } from './checksums';
import type { DataFiles } from './dataFiles';
import type { Segment } from './records';

export type Digests = ReadonlyMap<ChecksumAlgorithm, Buffer>;

/**
 * Reads the segments once, if any algorithm is asked for.
 * @param commit called while the files are still in use, so that a record can take them over.
 */
export async function digestSegments<Result>(
  files: DataFiles,
  segments: readonly Segment[],
  algorithms: readonly ChecksumAlgorithm[],
  commit: (digests: Digests) => Result,
): Promise<Result> {
  const digests = new Map<ChecksumAlgorithm, Buffer>();
  if (algorithms.length === 0) return commit(digests);
  const running = new Map<ChecksumAlgorithm, RunningChecksum>();
  for (const algorithm of algorithms) running.set(algorithm, startChecksum(algorithm));
  const reader = await files.read(segments);
  try {
    for await (const chunk of reader.chunks()) {
      for (const checksum of running.values()) checksum.update(chunk);
    }
    for (const [algorithm, checksum] of running) digests.set(algorithm, Buffer.from(await checksum.digest()));
    return commit(digests);
  } finally {
    reader.close();
  }
}
