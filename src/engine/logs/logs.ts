// One region's CloudWatch Logs: groups, streams and their events.
import type { Clock } from '../clock';
import type { Store } from '../store/store';
import { Catalog, newFileName, type GroupRecord, type StreamRecord } from './catalog';
import type { LogLine } from './eventLine';
import { splitMessage } from './messageSize';
import { OpenFiles } from './openFiles';
import { pauser } from './pause';
import type { SearchedStream } from './readPage';
import { StreamLog } from './streamLog';

export type { LogLine } from './eventLine';

/** Told of events right after they have been written. */
export type LogListener = (stream: StreamRecord, lines: readonly LogLine[], ingestedAt: number) => void;

const dayMs = 24 * 60 * 60_000;
const sweepEveryMs = 60 * 60_000;

export class Logs {
  readonly catalog: Catalog;
  private readonly files: OpenFiles;
  /** What has been touched since the start, by stream number. */
  private readonly streamLogs = new Map<number, StreamLog>();
  private readonly listeners = new Set<LogListener>();
  private isClosed = false;
  private stopSweeping: () => void = () => undefined;

  /** Declares its tables in the store, which is opened afterwards. Events are kept in files below `folder`. */
  constructor(
    readonly store: Store,
    readonly folder: string,
    readonly clock: Clock,
  ) {
    this.catalog = new Catalog(store, clock);
    this.files = new OpenFiles(folder);
  }

  /** To be called once the store is open: removes what a kill has left behind and what is past its retention. */
  open(): void {
    const known = new Set<string>();
    for (const { file } of this.catalog.allStreams()) known.add(file);
    for (const name of this.files.names()) if (!known.has(name)) this.files.remove(name);
    this.sweepAfter(0);
  }

  /**
   * Creates the group and the stream where they are missing: the awslogs driver of a job does so.
   * @throws StorageError when the disk is full.
   */
  ensureStream(group: string, stream: string): StreamRecord {
    return this.catalog.stream(group, stream) ?? this.createStream(group, stream);
  }

  /**
   * Appends the output of a job; on disk when this returns. A stream that was deleted meanwhile is made again. As the
   * awslogs driver does, it drops empty lines (an event has a character at least) and splits what is too long.
   * @throws StorageError when the disk is full; nothing of the lines is kept then.
   */
  append(group: string, stream: string, lines: readonly LogLine[]): void {
    const events = lines.flatMap(({ timestamp, message }) =>
      splitMessage(message).map((part) => ({ timestamp, message: part })),
    );
    if (events.length > 0) this.put(this.ensureStream(group, stream), events);
  }

  /** Appends events that have been checked. @throws StorageError as `append`. */
  put(stream: StreamRecord, events: readonly LogLine[]): void {
    const ingestedAt = this.clock.now();
    this.logOf(stream).append(events, ingestedAt);
    for (const listener of this.listeners) listener(stream, events, ingestedAt);
  }

  createStream(group: string, name: string): StreamRecord {
    const stream = this.catalog.createStream(group, name);
    this.streamLogs.set(stream.number, StreamLog.empty(this.files, stream.file, 0));
    return stream;
  }

  deleteStream(stream: StreamRecord): void {
    this.catalog.deleteStream(stream);
    this.forget(stream);
  }

  /** The group is gone at once; its files are when this resolves, or after the next start. */
  async deleteGroup(name: string): Promise<void> {
    const pause = pauser();
    const streams = this.catalog.streams(name);
    this.catalog.deleteGroup(name);
    for (const stream of streams) this.streamLogs.delete(stream.number);
    for (const { file } of streams) {
      await pause();
      if (this.isClosed) return;
      this.files.remove(file);
    }
  }

  logOf({ number, file, cutBytes }: StreamRecord): StreamLog {
    let log = this.streamLogs.get(number);
    if (log === undefined) {
      log = new StreamLog(this.files, file, cutBytes ?? 0);
      this.streamLogs.set(number, log);
    }
    return log;
  }

  /** The stream as a search sees it, which goes on when the stream is cut or deleted meanwhile. */
  searched({ group, name, number }: StreamRecord): SearchedStream {
    const log = (): StreamLog => {
      const stream = this.catalog.stream(group, name);
      return stream?.number === number ? this.logOf(stream) : StreamLog.empty(this.files, newFileName(), 0);
    };
    return { name, number, log };
  }

  /** Timestamp of the oldest event that the group still shows. */
  oldestKept({ retentionInDays }: GroupRecord): number {
    return retentionInDays === undefined ? 0 : Math.max(0, this.clock.now() - retentionInDays * dayMs);
  }

  /** Returns a function that ends it. */
  listen(listener: LogListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
    this.stopSweeping();
    this.files.close();
  }

  private sweepAfter(delayMs: number): void {
    this.stopSweeping = this.clock.after(delayMs, () => void this.sweep());
  }

  /** Removes from disk what is past its retention. */
  private async sweep(): Promise<void> {
    const pause = pauser();
    for (const group of [...this.catalog.groups()]) {
      const oldest = this.oldestKept(group);
      if (oldest === 0) continue;
      for (const { name } of this.catalog.streams(group.name)) {
        await pause();
        if (this.isClosed) return;
        const stream = this.catalog.stream(group.name, name);
        if (stream !== undefined) this.cut(stream, oldest);
      }
    }
    this.sweepAfter(sweepEveryMs);
  }

  /** Cuts the expired beginning off a stream, once that frees half of its file. */
  private cut(stream: StreamRecord, oldest: number): void {
    const newFile = newFileName();
    try {
      const log = this.logOf(stream);
      const kept = log.allChunks.find(({ maxTimestamp }) => maxTimestamp >= oldest)?.start ?? log.endPosition;
      const freed = kept - (stream.cutBytes ?? 0);
      if (freed === 0 || freed < log.sizeBytes / 2) return;
      log.copyFrom(kept, newFile);
      this.catalog.replaceFile(stream, newFile, kept);
      this.forget(stream);
    } catch {
      // Most likely a full disk. No reader is shown what has expired, and the next sweep tries again.
      this.files.remove(newFile);
    }
  }

  private forget({ number, file }: StreamRecord): void {
    this.streamLogs.delete(number);
    this.files.remove(file);
  }
}
