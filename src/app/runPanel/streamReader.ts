// Reads one log stream for the panel: its last lines first, then what comes; what comes too fast is left out, and said so.
import type { LogEvent } from '../../core/logEvent';
import type { Translate } from '../l10n';
import { type LogStream, LogTail } from '../logTail';
import type { LogsPort } from '../ports';
import type { LogLine } from './protocol';

const maxLineLength = 20_000;
const maxFirstChars = 2_000_000;
/** Looks in a row that were full: the job writes faster than anybody reads. */
const maxFullLooks = 2;

export type ReaderOptions = {
  readonly logs: LogsPort;
  readonly stream: LogStream;
  readonly t: Translate;
  /** Of the child, when several are shown. */
  readonly index?: number;
  /** Shown at first, and after a skip. */
  readonly lastLines: number;
  readonly linesPerLook: number;
};

export class StreamReader {
  /** Earlier lines were left out. */
  isCut = false;
  /** The last look was full: there is more. */
  isBehind = false;
  private tail: LogTail;
  private isFirst = true;
  private fullLooks = 0;
  private lastTimeMs = 0;

  constructor(private readonly options: ReaderOptions) {
    this.tail = this.newTail();
  }

  get streamName(): string {
    return this.options.stream.logStreamName;
  }

  /** What is new, oldest first. @throws AppError */
  async look(signal: AbortSignal): Promise<readonly LogLine[]> {
    if (this.isFirst) return this.readLast(signal);
    const { linesPerLook } = this.options;
    const events = await this.tail.readNew(linesPerLook, signal);
    this.isBehind = events.length >= linesPerLook;
    this.fullLooks = this.isBehind ? this.fullLooks + 1 : 0;
    const lines = this.linesOf(events);
    return this.fullLooks < maxFullLooks ? lines : [...lines, ...(await this.skip(signal))];
  }

  private async readLast(signal: AbortSignal): Promise<readonly LogLine[]> {
    const { events, isCut } = await this.tail.readLast(this.options.lastLines, maxFirstChars, signal);
    // Without a stream there was no page, and the next look is again the first.
    this.isFirst = events.length === 0;
    this.isCut = isCut;
    return this.linesOf(events);
  }

  private async skip(signal: AbortSignal): Promise<readonly LogLine[]> {
    this.fullLooks = 0;
    this.isBehind = false;
    const shownUntilMs = this.lastTimeMs;
    this.tail = this.newTail();
    const { events } = await this.tail.readLast(this.options.lastLines, maxFirstChars, signal);
    const unseen = events.filter(({ timestamp }) => timestamp > shownUntilMs);
    const text = this.options.t(
      '… lines are left out here: they come faster than they can be shown. The full log has them. …',
    );
    return [...this.linesOf([{ timestamp: shownUntilMs, message: text }]), ...this.linesOf(unseen)];
  }

  private newTail(): LogTail {
    return new LogTail(this.options.logs, this.options.stream, 'head');
  }

  private linesOf(events: readonly LogEvent[]): readonly LogLine[] {
    const { index, t } = this.options;
    this.lastTimeMs = events.at(-1)?.timestamp ?? this.lastTimeMs;
    return events.map(({ timestamp, message }) => ({
      timeMs: timestamp,
      text: cutLine(message, t),
      ...(index !== undefined && { index }),
    }));
  }
}

export function cutLine(text: string, t: Translate): string {
  if (text.length <= maxLineLength) return text;
  return `${text.slice(0, maxLineLength)}${t(' … [cut: {0} characters more]', text.length - maxLineLength)}`;
}
