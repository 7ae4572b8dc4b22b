// An append-only file of JSON lines: what is on disk when append() returns survives a kill -9.
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/** The disk refused to take a record; nothing of it was kept. */
export class StorageError extends Error {
  constructor(path: string, cause: unknown) {
    super(`Could not write to ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StorageError';
  }
}

/**
 * One open journal file. A line is one record and is taken or lost as a whole: a torn last line, left by a kill or by
 * a full disk, is cut off. Writes go to the operating system at once (no fsync: this guards against the death of the
 * process, not of the machine).
 */
export class Journal {
  private constructor(
    readonly path: string,
    private readonly descriptor: number,
    private lengthBytes: number,
  ) {}

  /** Opens or creates the file and hands each whole record in it to `replay`, oldest first. */
  static open(path: string, replay?: (record: unknown) => void): Journal {
    // Not for appending: Windows does not shorten a file that was opened so. Each write names its position instead.
    const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    if (replay === undefined) return new Journal(path, descriptor, fstatSync(descriptor).size);
    const bytes = readFileSync(path);
    const lengthBytes = bytes.lastIndexOf('\n') + 1;
    if (lengthBytes < bytes.length) ftruncateSync(descriptor, lengthBytes);
    let start = 0;
    while (start < lengthBytes) {
      const end = bytes.indexOf('\n', start);
      replay(JSON.parse(bytes.toString('utf8', start, end)));
      start = end + 1;
    }
    return new Journal(path, descriptor, lengthBytes);
  }

  get sizeBytes(): number {
    return this.lengthBytes;
  }

  /** @throws StorageError when the disk does not take the whole record; the file is then as it was before. */
  append(record: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    let written = 0;
    try {
      while (written < bytes.length) {
        const position = this.lengthBytes + written;
        written += writeSync(this.descriptor, bytes, written, bytes.length - written, position);
      }
    } catch (cause) {
      if (fstatSync(this.descriptor).size > this.lengthBytes) ftruncateSync(this.descriptor, this.lengthBytes);
      throw new StorageError(this.path, cause);
    }
    this.lengthBytes += bytes.length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
