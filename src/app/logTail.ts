// Reads one log stream as it grows.
import { AppError } from '../core/errors';
import type { LogEvent } from '../core/logEvent';
import type { LogsPort } from './ports';

export type LogStream = { readonly logGroupName: string; readonly logStreamName: string };

const eventsPerPage = 1000;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const maxEventsPerPage = 10_000;
/** Empty pages in the middle of a stream are normal; so many in one look are not. */
const maxPages = 50;

export type LastEvents = {
  /** Oldest first. */
  readonly events: readonly LogEvent[];
  /** There are others before them. */
  readonly isCut: boolean;
};

/** A place in a stream that moves on: each look gives what has come since the last one. */
export class LogTail {
  private token: string | undefined;

  /** @param from `head`: the first look begins with the oldest event; `tail`: with the newest page. */
  constructor(
    private readonly logs: LogsPort,
    private readonly stream: LogStream,
    private readonly from: 'head' | 'tail' = 'head',
  ) {}

  /**
   * The newest lines that there are, oldest first, going back page by page; `readNew` then gives what follows.
   * @param maxChars about so much text, should the lines be long
   */
  async readLast(maxEvents: number, maxChars: number, signal: AbortSignal): Promise<LastEvents> {
    const position = { ...this.stream, from: 'tail', limit: Math.min(maxEvents, maxEventsPerPage) } as const;
    let page = await this.logs.fetchLogPage(position, signal).catch(orNothingYet);
    this.token = page?.nextToken;
    let events: readonly LogEvent[] = page?.events ?? [];
    let before: string | undefined;
    for (let pages = 0; pages < maxPages; pages += 1) {
      if (page?.earlierToken === undefined || page.earlierToken === before) return { events, isCut: false };
      if (events.length >= maxEvents || lengthOf(events) >= maxChars) break;
      before = page.earlierToken;
      page = await this.logs.fetchLogPage({ ...position, before }, signal);
      events = [...page.events, ...events];
    }
    return { events: events.slice(-maxEvents), isCut: true };
  }

  /**
   * What has come, oldest first, at most `maxEvents`; the rest comes with the next look. Nothing is no error: the job
   * may not have written yet.
   */
  async readNew(maxEvents: number, signal: AbortSignal): Promise<readonly LogEvent[]> {
    const events: LogEvent[] = [];
    for (let pages = 0; pages < maxPages && events.length < maxEvents; pages += 1) {
      const limit = Math.min(maxEvents - events.length, eventsPerPage);
      const position = { ...this.stream, token: this.token, from: this.from, limit };
      const page = await this.logs.fetchLogPage(position, signal).catch(orNothingYet);
      if (page === undefined) break;
      events.push(...page.events);
      const isAtEnd = page.nextToken === this.token;
      this.token = page.nextToken;
      if (isAtEnd) break;
    }
    return events;
  }
}

/** The newest lines of a stream, oldest first; none when there is no stream yet. */
export async function fetchLastLines(
  logs: LogsPort,
  stream: LogStream,
  maxLines: number,
  signal: AbortSignal,
): Promise<readonly LogEvent[]> {
  const page = await logs.fetchLogPage({ ...stream, from: 'tail', limit: maxLines }, signal).catch(orNothingYet);
  return page?.events ?? [];
}

function lengthOf(events: readonly LogEvent[]): number {
  return events.reduce((sum, { message }) => sum + message.length, 0);
}

function orNothingYet(cause: unknown): undefined {
  if (cause instanceof AppError && cause.kind === 'notFound') return undefined;
  throw cause;
}
