// Joins two sources that bring the same log events, so that each event is shown once.
import type { LogEvent } from '../../core/logEvent';

type Counts = Map<string, number>;

export class LogSeam {
  /** Events that have come from one source and not yet from the other, and how often. */
  private readonly read: Counts = new Map();
  private readonly live: Counts = new Map();
  private isReadOver = false;

  /** Those of a page that Live Tail has not brought. */
  newlyRead(events: readonly LogEvent[]): readonly LogEvent[] {
    return events.filter((event) => !takeOut(this.live, event) && count(this.read, event));
  }

  /** Those of Live Tail that were on no page. */
  newlyLive(events: readonly LogEvent[]): readonly LogEvent[] {
    return events.filter((event) => !takeOut(this.read, event) && (this.isReadOver || count(this.live, event)));
  }

  /** No page will follow: what comes live need not be remembered. */
  endReading(): void {
    this.isReadOver = true;
    this.live.clear();
  }
}

function keyOf({ timestamp, message }: LogEvent): string {
  return `${timestamp} ${message}`;
}

function takeOut(counts: Counts, event: LogEvent): boolean {
  const key = keyOf(event);
  const left = (counts.get(key) ?? 0) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
  return left >= 0;
}

function count(counts: Counts, event: LogEvent): true {
  const key = keyOf(event);
  counts.set(key, (counts.get(key) ?? 0) + 1);
  return true;
}
