// One Live Tail session: what is written to some groups while it lasts, once a second.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
import type { ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import { eventFrame, exceptionFrame } from '../wire/eventStream';
import type { StreamRecord } from './catalog';
import type { LogLine } from './eventLine';
import type { Logs } from './logs';

export type LiveTailOptions = {
  readonly response: ServerResponse;
  readonly logs: Logs;
  readonly clock: Clock;
  /** The identifier of the group of a stream, as the client gave it; undefined when the stream is not watched. */
  readonly groupOf: (stream: StreamRecord) => string | undefined;
  readonly matches: ((message: string) => boolean) | undefined;
  /** The answer's first event. */
  readonly start: object;
};

type LiveEvent = LogLine & {
  readonly logStreamName: string;
  readonly logGroupIdentifier: string;
  readonly ingestionTime: number;
};

const updateEveryMs = 1000;
const maxSessionMs = 3 * 60 * 60_000;
/** Of one update; where more match, it shows a sample of them. */
const maxEventsOfUpdate = 500;
/** What is kept for a client that reads slowly; then the oldest updates are dropped. */
const maxWaitingUpdates = 10;

/** Runs until the client goes away or three hours have passed. The response has begun already. */
export function runLiveTail({ response, logs, clock, groupOf, matches, start }: LiveTailOptions): void {
  const endsAt = clock.now() + maxSessionMs;
  const sample = new Sample(maxEventsOfUpdate);
  let waiting: Uint8Array[] = [];
  let stopTimer: () => void = () => undefined;

  const stopListening = logs.listen((stream, lines, ingestedAt) => {
    const logGroupIdentifier = groupOf(stream);
    if (logGroupIdentifier === undefined) return;
    for (const { timestamp, message } of lines) {
      if (matches !== undefined && !matches(message)) continue;
      sample.add({ logStreamName: stream.name, logGroupIdentifier, message, timestamp, ingestionTime: ingestedAt });
    }
  });
  const flush = (): void => {
    while (waiting.length > 0 && !response.writableNeedDrain) response.write(waiting.shift());
  };
  const update = (): void => {
    waiting.push(eventFrame('sessionUpdate', sample.take()));
    waiting = waiting.slice(-maxWaitingUpdates);
    flush();
    if (clock.now() < endsAt) {
      stopTimer = clock.after(updateEveryMs, update);
      return;
    }
    response.end(exceptionFrame('SessionTimeoutException', 'The Live Tail session has lasted three hours.'));
  };

  response.on('drain', flush);
  response.once('close', () => {
    stopTimer();
    stopListening();
  });
  response.write(eventFrame('sessionStart', start));
  stopTimer = clock.after(updateEveryMs, update);
}

/** Keeps at most so many events, each with the same chance (reservoir sampling), in the order in which they came. */
class Sample {
  private events: { readonly order: number; readonly event: LiveEvent }[] = [];
  private seen = 0;

  constructor(private readonly size: number) {}

  add(event: LiveEvent): void {
    const order = this.seen;
    this.seen += 1;
    const place = order < this.size ? order : Math.floor(Math.random() * this.seen);
    if (place < this.size) this.events[place] = { order, event };
  }

  /** The payload of an update; the sample is empty afterwards. */
  take(): object {
    const sessionResults = this.events.sort((a, b) => a.order - b.order).map(({ event }) => event);
    const sampled = this.seen > this.size;
    this.events = [];
    this.seen = 0;
    return { sessionMetadata: { sampled }, sessionResults };
  }
}
