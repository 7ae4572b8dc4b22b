// The events of one stream: an append-only file, with the time range of each stretch of it in memory.
import { type LogLine, readIngestionTime, readTimestamp, writeEventLine } from './eventLine';
import type { OpenFiles } from './openFiles';

/** A stretch of whole lines. Positions count from the first event ever: they stay when retention cuts the file. */
export type Chunk = {
  readonly start: number;
  end: number;
  minTimestamp: number;
  maxTimestamp: number;
};

export type EventTimes = { firstTimestamp: number; lastTimestamp: number; lastIngestedAt: number };

/** A reader decodes one chunk at a time; smaller ones cost more memory for long streams. */
const chunkBytes = 32 * 1024;
const scanBytes = 256 * 1024;
const newline = 0x0a;

export class StreamLog {
  /** Undefined until the file has been read once. */
  private chunks: Chunk[] | undefined;
  private end = 0;
  private eventTimes: EventTimes | undefined;

  /** @param firstPosition position of the file's first byte. */
  constructor(
    private readonly files: OpenFiles,
    private readonly file: string,
    private readonly firstPosition: number,
  ) {}

  /** A stream whose file is known to be missing, because it has just been named. */
  static empty(files: OpenFiles, file: string, firstPosition: number): StreamLog {
    const log = new StreamLog(files, file, firstPosition);
    log.chunks = [];
    log.end = firstPosition;
    return log;
  }

  /** In the order of the file. */
  get allChunks(): readonly Chunk[] {
    return this.loaded();
  }

  /** Position behind the last event. */
  get endPosition(): number {
    this.loaded();
    return this.end;
  }

  /** Does not read the file. */
  get sizeBytes(): number {
    return this.chunks === undefined ? this.files.sizeBytes(this.file) : this.end - this.firstPosition;
  }

  /** Undefined while there is no event. */
  get times(): EventTimes | undefined {
    this.loaded();
    return this.eventTimes;
  }

  /**
   * All lines or none; on disk when this returns.
   * @throws StorageError when the disk does not take them.
   */
  append(lines: readonly LogLine[], ingestedAt: number): void {
    this.loaded();
    const texts = lines.map(({ timestamp, message }) => writeEventLine(timestamp, ingestedAt, message));
    this.files.append(this.file, this.end - this.firstPosition, Buffer.from(texts.join('')));
    texts.forEach((text, index) => {
      this.note(Buffer.byteLength(text), lines[index]?.timestamp, ingestedAt);
    });
  }

  /** The lines of a chunk as bytes; none when the file has been removed or cut meanwhile. */
  readChunk({ start, end }: Chunk): Buffer {
    if (start < this.firstPosition) return Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(end - start);
    return buffer.subarray(0, this.files.read(this.file, start - this.firstPosition, buffer));
  }

  /** Copies everything from the position on to a new file. @throws StorageError when the disk is full. */
  copyFrom(position: number, newFile: string): void {
    const buffer = Buffer.allocUnsafe(scanBytes);
    for (let copied = 0; position + copied < this.endPosition;) {
      const count = this.files.read(this.file, position - this.firstPosition + copied, buffer);
      if (count === 0) return;
      this.files.append(newFile, copied, buffer.subarray(0, count));
      copied += count;
    }
  }

  private loaded(): Chunk[] {
    if (this.chunks === undefined) {
      this.chunks = [];
      this.end = this.firstPosition;
      this.scan();
    }
    return this.chunks;
  }

  /** Reads the whole file once. A torn last line, left by a kill, is cut off. */
  private scan(): void {
    let buffer = Buffer.allocUnsafe(scanBytes);
    let pending = 0;
    for (;;) {
      const position = this.end - this.firstPosition + pending;
      const room = buffer.length - pending;
      const count = this.files.read(this.file, position, buffer.subarray(pending));
      const filled = pending + count;
      let start = 0;
      for (;;) {
        const lineEnd = buffer.subarray(0, filled).indexOf(newline, start);
        if (lineEnd === -1) break;
        const timestamp = readTimestamp(buffer, start);
        this.note(lineEnd + 1 - start, timestamp, readIngestionTime(buffer, start));
        start = lineEnd + 1;
      }
      pending = filled - start;
      if (count < room) break;
      // A line longer than the buffer needs a larger one; otherwise its beginning moves to the front.
      const next = pending > buffer.length / 2 ? Buffer.allocUnsafe(buffer.length * 2) : buffer;
      buffer.copy(next, 0, start, filled);
      buffer = next;
    }
    if (pending > 0) this.files.truncate(this.file, this.end - this.firstPosition);
  }

  private note(sizeBytes: number, timestamp: number | undefined, ingestedAt: number): void {
    const start = this.end;
    this.end += sizeBytes;
    if (timestamp === undefined) return;
    const times = (this.eventTimes ??= {
      firstTimestamp: timestamp,
      lastTimestamp: timestamp,
      lastIngestedAt: ingestedAt,
    });
    if (timestamp < times.firstTimestamp) times.firstTimestamp = timestamp;
    if (timestamp > times.lastTimestamp) times.lastTimestamp = timestamp;
    times.lastIngestedAt = ingestedAt;
    const chunks = (this.chunks ??= []);
    const chunk = chunks.at(-1);
    if (chunk === undefined || this.end - chunk.start > chunkBytes) {
      chunks.push({ start, end: this.end, minTimestamp: timestamp, maxTimestamp: timestamp });
      return;
    }
    chunk.end = this.end;
    if (timestamp < chunk.minTimestamp) chunk.minTimestamp = timestamp;
    if (timestamp > chunk.maxTimestamp) chunk.maxTimestamp = timestamp;
  }
}
