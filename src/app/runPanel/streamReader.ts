// Reads one log stream for the panel: its last lines first, then what comes; what comes too fast is left out, and said so.
import type { LogEvent } from '../../core/logEvent';
import type { Translate } from '../l10n';
import { type LogStream, LogTail } from '../logTail';
import type { LogsPort } from '../ports';
import type { LiveTail } from './liveTail';
import { LogSeam } from './logSeam';
import type { LogLine } from './protocol';

const maxLineLength = 20_000;
const maxFirstChars = 2_000_000;
/** Looks in a row that were full: the job writes faster than anybody reads. */
const maxFullLooks = 2;
/** Looks that read the log although Live Tail is open: what was written just before it opened shows late. */
const looksToJoin = 3;

export type ReaderOptions = {
  readonly logs: LogsPort;
  readonly stream: LogStream;
  readonly t: Translate;
  /** Of the child, when several are shown. */
  readonly index?: number;
  /** Shown at first, and after a skip. */
  readonly lastLines: number;
  readonly linesPerLook: number;
  /** Brings what is new while it is open; before and after, the log is read. */
  readonly live?: LiveTail;
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
  /** While Live Tail brings lines too; undefined without it. */
  private seam: LogSeam | undefined;
  private joinLooks = 0;

  constructor(private readonly options: ReaderOptions) {
    this.tail = this.newTail();
    this.seam = options.live && new LogSeam();
  }

  get streamName(): string {
    return this.options.stream.logStreamName;
  }

  /** A look costs no call. */
  get isLive(): boolean {
    return this.options.live?.state === 'open' && this.joinLooks >= looksToJoin;
  }

  /** What is new, oldest first. @throws AppError */
  async look(signal: AbortSignal): Promise<readonly LogLine[]> {
    const { live } = this.options;
    if (live?.state === 'open') return this.lookLive(live, signal);
    if (live?.state === 'over') return this.lookAfter(live, signal);
    return this.linesOf(await this.read(signal));
  }

  private async lookLive(live: LiveTail, signal: AbortSignal): Promise<readonly LogLine[]> {
    const read = this.isLive ? [] : this.linesOf(await this.read(signal));
    if (!this.isLive && !this.isFirst && !this.isBehind) this.joinLooks += 1;
    if (this.isLive) this.seam?.endReading();
    return [...read, ...this.taken(live)];
  }

  /** What it still brought, then the log again. */
  private async lookAfter(live: LiveTail, signal: AbortSignal): Promise<readonly LogLine[]> {
    const last = this.taken(live);
    const wasJoined = this.joinLooks >= looksToJoin;
    if (!wasJoined) return [...last, ...this.linesOf(await this.read(signal))];
    this.joinLooks = 0;
    return [...last, ...(await this.readAgain(signal))];
  }

  private taken(live: LiveTail): readonly LogLine[] {
    const { events, isCut } = live.take(this.streamName);
    return [...(isCut ? [this.leftOut()] : []), ...this.linesOf(this.seam?.newlyLive(events) ?? events)];
  }

  private async read(signal: AbortSignal): Promise<readonly LogEvent[]> {
    const events = this.isFirst ? await this.readFirst(signal) : await this.readNew(signal);
    return this.seam?.newlyRead(events) ?? events;
  }

  private async readFirst(signal: AbortSignal): Promise<readonly LogEvent[]> {
    const { events, isCut } = await this.tail.readLast(this.options.lastLines, maxFirstChars, signal);
    // Without a stream there was no page, and the next look is again the first.
    this.isFirst = events.length === 0;
    this.isCut = isCut;
    return events;
  }

  private async readNew(signal: AbortSignal): Promise<readonly LogEvent[]> {
    const { linesPerLook } = this.options;
    const events = await this.tail.readNew(linesPerLook, signal);
    this.isBehind = events.length >= linesPerLook;
    this.fullLooks = this.isBehind ? this.fullLooks + 1 : 0;
    if (this.fullLooks < maxFullLooks) return events;
    this.fullLooks = 0;
    this.isBehind = false;
    const shownUntilMs = events.at(-1)?.timestamp ?? this.lastTimeMs;
    const leftOut = { timestamp: shownUntilMs, message: this.leftOutText() };
    return [...events, leftOut, ...(await this.newestAfter(shownUntilMs, signal))];
  }

  /** From where Live Tail ended. */
  private async readAgain(signal: AbortSignal): Promise<readonly LogLine[]> {
    this.seam = undefined;
    return this.linesOf(await this.newestAfter(this.lastTimeMs, signal));
  }

  private async newestAfter(timeMs: number, signal: AbortSignal): Promise<readonly LogEvent[]> {
    this.tail = this.newTail();
    const { events } = await this.tail.readLast(this.options.lastLines, maxFirstChars, signal);
    return events.filter(({ timestamp }) => timestamp > timeMs);
  }

  private newTail(): LogTail {
    return new LogTail(this.options.logs, this.options.stream, 'head');
  }

  private leftOutText(): string {
    return this.options.t(
      '… lines are left out here: they come faster than they can be shown. The full log has them. …',
    );
  }

  private leftOut(): LogLine {
    const { index } = this.options;
    return { timeMs: this.lastTimeMs, text: this.leftOutText(), ...(index !== undefined && { index }) };
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
