// Cuts the output of an attempt into lines and delivers them, however full the disk is.
import type { Clock } from '../clock';
import { StorageError } from '../store/journal';
import { LineSplitter } from './lineSplitter';

/** A disk that is full gets another try after this; the command waits in its writes meanwhile. */
const storageRetryMs = 1000;

export class TaskOutput {
  /** Streams that are open and lines that are not stored yet. */
  private unfinished = 0;

  /** @param onDone each time when nothing is open and all is stored */
  constructor(
    private readonly clock: Clock,
    private readonly onLines: (lines: readonly string[]) => void,
    private readonly onDone: () => void,
  ) {}

  get isDone(): boolean {
    return this.unfinished === 0;
  }

  /** Until the stream closes. */
  read(stream: NodeJS.ReadableStream): void {
    const splitter = new LineSplitter();
    this.unfinished += 1;
    stream.on('data', (chunk: Buffer) => this.deliver(stream, splitter.push(chunk)));
    stream.once('close', () => {
      this.deliver(stream, splitter.end());
      this.finishOne();
    });
    stream.on('error', () => undefined);
  }

  /** Nothing of a log is lost to a full disk: reading stops until the lines are stored. */
  private deliver(stream: NodeJS.ReadableStream, lines: readonly string[]): void {
    if (lines.length === 0) return;
    try {
      this.onLines(lines);
    } catch (cause) {
      if (!(cause instanceof StorageError)) throw cause;
      stream.pause();
      this.unfinished += 1;
      this.clock.after(storageRetryMs, () => {
        this.deliver(stream, lines);
        stream.resume();
        this.finishOne();
      });
    }
  }

  private finishOne(): void {
    this.unfinished -= 1;
    if (this.isDone) this.onDone();
  }
}
