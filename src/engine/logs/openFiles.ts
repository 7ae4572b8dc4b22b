// The files of events: written at once, with the most recently written ones kept open.
import {
  closeSync,
  constants,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../store/journal';

/** Far below what a process may open anywhere: connections and the pipes of jobs need the rest. */
const maxOpenFiles = 128;
// Not for appending: Windows does not let such a descriptor shorten its file.
const writeFlags = constants.O_RDWR | constants.O_CREAT;

export class OpenFiles {
  /** Descriptors by name, the least recently written one first. */
  private readonly descriptors = new Map<string, number>();
  private hasFolder = false;

  constructor(private readonly folder: string) {}

  names(): readonly string[] {
    try {
      return readdirSync(this.folder);
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw cause;
    }
  }

  /**
   * Writes all bytes at the position, which is the file's end; they survive the death of this process.
   * @throws StorageError when the disk does not take them all; the file then ends at the position, as before.
   */
  append(name: string, position: number, bytes: Uint8Array): void {
    let descriptor: number | undefined;
    try {
      descriptor = this.openForWriting(name);
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
      }
    } catch (cause) {
      if (descriptor !== undefined) ftruncateSync(descriptor, position);
      throw new StorageError(this.pathOf(name), cause);
    }
  }

  truncate(name: string, sizeBytes: number): void {
    ftruncateSync(this.openForWriting(name), sizeBytes);
  }

  /** 0 for a file that does not exist. */
  sizeBytes(name: string): number {
    return statSync(this.pathOf(name), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Fills the buffer from the position on. Returns how many bytes there were; 0 for a file that does not exist. */
  read(name: string, position: number, buffer: Uint8Array): number {
    const open = this.descriptors.get(name);
    let descriptor: number;
    try {
      // A reader of ten thousand streams must not drive out what is being written.
      descriptor = open ?? openSync(this.pathOf(name), 'r');
    } catch (cause) {
      if (isMissing(cause)) return 0;
      throw cause;
    }
    try {
      let total = 0;
      while (total < buffer.length) {
        const count = readSync(descriptor, buffer, total, buffer.length - total, position + total);
        if (count === 0) break;
        total += count;
      }
      return total;
    } finally {
      if (open === undefined) closeSync(descriptor);
    }
  }

  remove(name: string): void {
    const descriptor = this.descriptors.get(name);
    if (descriptor !== undefined) closeSync(descriptor);
    this.descriptors.delete(name);
    try {
      // Half the time of rmSync, of which the end of a group needs ten thousand.
      unlinkSync(this.pathOf(name));
    } catch (cause) {
      if (!isMissing(cause)) throw cause;
    }
  }

  close(): void {
    for (const descriptor of this.descriptors.values()) closeSync(descriptor);
    this.descriptors.clear();
  }

  private openForWriting(name: string): number {
    const known = this.descriptors.get(name);
    if (known !== undefined) {
      this.descriptors.delete(name);
      this.descriptors.set(name, known);
      return known;
    }
    if (!this.hasFolder) mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.hasFolder = true;
    const descriptor = openSync(this.pathOf(name), writeFlags, 0o600);
    this.descriptors.set(name, descriptor);
    for (const [oldest, oldDescriptor] of this.descriptors) {
      if (this.descriptors.size <= maxOpenFiles) break;
      this.descriptors.delete(oldest);
      closeSync(oldDescriptor);
    }
    return descriptor;
  }

  private pathOf(name: string): string {
    return join(this.folder, name);
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
