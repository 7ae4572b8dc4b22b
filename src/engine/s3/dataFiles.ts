// The files that hold the bytes of objects and parts: written once, shared by records, removed when no one needs them.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, unlink } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log';
import { DataFileWriter } from './dataFileWriter';
import type { Segment } from './records';
import { SegmentReader } from './segmentReader';

type Segmented = { readonly segments: readonly Segment[] };

/**
 * A file lies in `incoming/` while it is received, then in `objects/<first two letters>/`. It is in use while a record
 * names it (the watchers of the tables tell) or while it is being written or read; it is removed when the last use
 * ends. What a kill left behind is removed in the background after the start.
 */
export class DataFiles {
  /** Number of uses by file. */
  private readonly uses = new Map<string, number>();
  private readonly shards = new Set<string>();
  private isOpen = false;

  constructor(
    private readonly folder: string,
    private readonly log: Log,
  ) {
    mkdirSync(join(folder, 'incoming'), { recursive: true });
    mkdirSync(join(folder, 'objects'), { recursive: true });
  }

  /** To be called for every change of a record that names files. */
  onChange(before: Segmented | undefined, after: Segmented | undefined): void {
    for (const { file } of after?.segments ?? []) this.use(file);
    for (const { file } of before?.segments ?? []) this.release(file);
  }

  /**
   * To be called when all records are known: removes what none of them names.
   * @returns when that has been done; nobody needs to wait for it.
   */
  open(): Promise<void> {
    this.isOpen = true;
    const received = readdirSync(join(this.folder, 'incoming'));
    for (const file of received) this.remove(join(this.folder, 'incoming', file));
    return this.sweep().catch((cause: unknown) => this.log.error('could not look for unused object data', cause));
  }

  close(): void {
    this.isOpen = false;
  }

  /** A new file, in use until its `release()`. */
  create(): DataFileWriter {
    const file = randomBytes(16).toString('hex');
    this.use(file);
    return new DataFileWriter(file, join(this.folder, 'incoming', file), {
      accept: () => {
        const shard = join(this.folder, 'objects', file.slice(0, 2));
        if (!this.shards.has(shard)) mkdirSync(shard, { recursive: true });
        this.shards.add(shard);
        renameSync(join(this.folder, 'incoming', file), this.pathOf(file));
      },
      discard: () => this.remove(join(this.folder, 'incoming', file)),
      release: () => this.release(file),
    });
  }

  /** A reader of the bytes of these segments, which stay in use until its `close()`. */
  async read(segments: readonly Segment[]): Promise<SegmentReader> {
    for (const { file } of segments) this.use(file);
    const release = (): void => {
      for (const { file } of segments) this.release(file);
    };
    return SegmentReader.open(segments, { pathOf: (file) => this.pathOf(file), release });
  }

  private use(file: string): void {
    this.uses.set(file, (this.uses.get(file) ?? 0) + 1);
  }

  private release(file: string): void {
    const rest = (this.uses.get(file) ?? 0) - 1;
    if (rest > 0) {
      this.uses.set(file, rest);
      return;
    }
    this.uses.delete(file);
    if (this.isOpen) this.remove(this.pathOf(file));
  }

  private async sweep(): Promise<void> {
    for (const shard of readdirSync(join(this.folder, 'objects'))) {
      for (const file of await readdir(join(this.folder, 'objects', shard))) {
        if (!this.isOpen) return;
        if (!this.uses.has(file)) this.remove(this.pathOf(file));
      }
    }
  }

  private remove(path: string): void {
    unlink(path, (cause) => {
      // What cannot be removed now (Windows: another program reads it) is removed after the next start.
      if (cause !== null && cause.code !== 'ENOENT') this.log.error(`could not remove ${path}`, cause);
    });
  }

  private pathOf(file: string): string {
    return join(this.folder, 'objects', file.slice(0, 2), file);
  }
}
