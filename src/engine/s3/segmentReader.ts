// Reads the bytes of an object, which may lie in several files.
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { RestXmlStream } from '../wire/restXml';
import type { Segment } from './records';

/** Up to this size the whole is read at once, without waiting. */
const smallBytes = 64 * 1024;
const chunkBytes = 256 * 1024;

export type SegmentFiles = {
  pathOf(file: string): string;
  /** Called once, when nothing more will be read. */
  release(): void;
};

export class SegmentReader implements RestXmlStream {
  private handle: FileHandle | undefined;
  private small: Buffer | undefined;
  private isClosed = false;

  private constructor(
    private readonly segments: readonly Segment[],
    private readonly files: SegmentFiles,
  ) {}

  /** Opens the first file, so that data that is missing is known before an answer begins. */
  static async open(segments: readonly Segment[], files: SegmentFiles): Promise<SegmentReader> {
    const reader = new SegmentReader(segments, files);
    const [first] = segments;
    try {
      if (first === undefined) return reader;
      if (segments.length === 1 && first.sizeBytes <= smallBytes) reader.small = readSmall(first, files);
      else reader.handle = await open(files.pathOf(first.file));
      return reader;
    } catch (cause) {
      reader.close();
      throw cause;
    }
  }

  /** The bytes, read as they are asked for. Can be called once. */
  async *chunks(): AsyncGenerator<Buffer, undefined> {
    if (this.small !== undefined) {
      yield this.small;
      return undefined;
    }
    for (const segment of this.segments) {
      const handle = this.handle ?? (await open(this.files.pathOf(segment.file)));
      this.handle = handle;
      yield* readSegment(handle, segment);
      this.handle = undefined;
      await handle.close();
    }
    return undefined;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    void this.handle?.close();
    this.files.release();
  }
}

function readSmall(segment: Segment, files: SegmentFiles): Buffer {
  const content = Buffer.allocUnsafe(segment.sizeBytes);
  const descriptor = openSync(files.pathOf(segment.file), 'r');
  try {
    const bytesRead = readSync(descriptor, content, 0, content.length, segment.startByte ?? 0);
    if (bytesRead < content.length) throw shortened(segment);
    return content;
  } finally {
    closeSync(descriptor);
  }
}

async function* readSegment(handle: FileHandle, segment: Segment): AsyncGenerator<Buffer, undefined> {
  const { startByte = 0, sizeBytes } = segment;
  for (let done = 0; done < sizeBytes;) {
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, sizeBytes - done));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, startByte + done);
    if (bytesRead === 0) throw shortened(segment);
    done += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
  return undefined;
}

function shortened({ file }: Segment): Error {
  return new Error(`The data file ${file} is shorter than its record says: it was changed from outside`);
}

/** The part of the segments that begins at `startByte` and has `sizeBytes`. */
export function sliceSegments(segments: readonly Segment[], startByte: number, sizeBytes: number): readonly Segment[] {
  const slices: Segment[] = [];
  let offset = 0;
  for (const segment of segments) {
    const from = Math.max(startByte - offset, 0);
    const to = Math.min(startByte + sizeBytes - offset, segment.sizeBytes);
    offset += segment.sizeBytes;
    if (from >= to) continue;
    const isWhole = from === 0 && to === segment.sizeBytes;
    const start = (segment.startByte ?? 0) + from;
    slices.push(isWhole ? segment : { file: segment.file, sizeBytes: to - from, startByte: start });
  }
  return slices;
}
