// Writes one new data file while its bytes come in.
import { writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Segment } from './records';

/** Bytes that are gathered before they are written: a body that is no longer is written at once, without waiting. */
const writeBytes = 512 * 1024;

export type DataFileOwner = {
  /** Gives a complete file its place. */
  accept(): void;
  /** Removes an incomplete file. */
  discard(): void;
  /** Ends this use of the file. */
  release(): void;
};

/** `write` as often as there are bytes, then `finish`, and in any case `release`. */
export class DataFileWriter {
  private gathered: Uint8Array[] = [];
  private gatheredBytes = 0;
  private sizeBytes = 0;
  private handle: FileHandle | undefined;
  private pending: Promise<void> | undefined;
  private isFinished = false;

  constructor(
    private readonly file: string,
    private readonly path: string,
    private readonly owner: DataFileOwner,
  ) {}

  /** Takes the bytes; the promise, where there is one, is to be awaited before more are given. */
  write(bytes: Uint8Array): Promise<void> | undefined {
    this.sizeBytes += bytes.length;
    this.gathered.push(bytes);
    this.gatheredBytes += bytes.length;
    return this.gatheredBytes < writeBytes ? undefined : this.flush();
  }

  /**
   * Gives the file its place.
   * @returns the segments to be put into a record: none when there were no bytes.
   */
  async finish(): Promise<readonly Segment[]> {
    if (this.sizeBytes === 0) return [];
    if (this.handle === undefined && this.pending === undefined) {
      writeFileSync(this.path, Buffer.concat(this.gathered), { mode: 0o600, flag: 'wx' });
    } else {
      await this.flush();
      await this.pending;
      await this.handle?.close();
      this.handle = undefined;
    }
    this.owner.accept();
    this.isFinished = true;
    return [{ file: this.file, sizeBytes: this.sizeBytes }];
  }

  /** Ends this use of the file; one that no record names by now is removed. */
  async release(): Promise<void> {
    if (!this.isFinished) {
      await this.pending?.catch(() => undefined);
      await this.handle?.close();
      this.owner.discard();
    }
    this.owner.release();
  }

  /** Starts to write what was gathered when the previous write has ended: hashing and writing overlap. */
  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.gathered);
    this.gathered = [];
    this.gatheredBytes = 0;
    await this.pending;
    this.pending = this.writeAll(bytes);
    // Whoever awaits it next sees the failure; until then it is not an unhandled one.
    this.pending.catch(() => undefined);
  }

  private async writeAll(bytes: Buffer): Promise<void> {
    this.handle ??= await open(this.path, 'wx', 0o600);
    for (let at = 0; at < bytes.length;) at += (await this.handle.write(bytes, at)).bytesWritten;
  }
}
