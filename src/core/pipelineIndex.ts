// Writes the index of a pipeline: the object in which each child finds its byte range.
import { type ByteRange, formatIndexRecord, indexRecordBytes } from './pipelineContract';

const recordsPerChunk = 2048;

export function indexSizeBytes(childCount: number): number {
  return childCount * indexRecordBytes;
}

/** The bytes of the index, in chunks of up to 64 KiB. */
export function* indexChunks(ranges: readonly ByteRange[]): Generator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  for (let at = 0; at < ranges.length; at += recordsPerChunk) {
    yield encoder.encode(
      ranges
        .slice(at, at + recordsPerChunk)
        .map(formatIndexRecord)
        .join(''),
    );
  }
}
