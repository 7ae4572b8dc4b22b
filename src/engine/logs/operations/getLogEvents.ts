// GetLogEvents.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
import { type GroupReference, checkRange, checkTime, groupOf, invalidToken, streamOf } from '../checks';
import type { LogsOperation } from '../context';
import { type EventKey, beforeAll, formatKey, parseKey, placeBefore } from '../eventKey';
import { maxPageBytes, maxPageEvents, readPage } from '../readPage';

type Input = GroupReference & {
  readonly logStreamName: string;
  /** Inclusive. */
  readonly startTime?: number;
  /** Exclusive. */
  readonly endTime?: number;
  readonly nextToken?: string;
  readonly limit?: number;
  readonly startFromHead?: boolean;
};

type Cursor = { readonly direction: 'forward' | 'backward'; readonly place: EventKey };

/**
 * A token is a place between two events: `f/` goes on behind it, `b/` before it. At an end, and in an empty stream,
 * a page is empty and gives its own place back: the token that was sent.
 */
export const getLogEvents: LogsOperation<Input, object> = async (input, context) => {
  const { startTime = 0, endTime, limit = maxPageEvents, startFromHead = false, nextToken } = input;
  const group = groupOf(input, context);
  const stream = streamOf(group, input.logStreamName, context);
  checkTime(input.startTime, 'startTime');
  checkTime(endTime, 'endTime');
  checkRange(input.limit, 'limit', 1, maxPageEvents);
  const cursor = nextToken === undefined ? undefined : readToken(nextToken);
  const direction = cursor?.direction ?? (startFromHead ? 'forward' : 'backward');
  const { events: found } = await readPage({
    streams: [context.logs.searched(stream)],
    from: Math.max(startTime, context.logs.oldestKept(group)),
    to: endTime === undefined ? Infinity : endTime - 1,
    direction,
    place: cursor?.place,
    maxEvents: limit,
    maxBytes: maxPageBytes,
  });
  const events = direction === 'forward' ? found : found.toReversed();
  const [first, last] = [events[0], events.at(-1)];
  const place = cursor?.place ?? beforeAll;
  return {
    events: events.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
    nextForwardToken: `f/${formatKey(last ?? place)}/s`,
    nextBackwardToken: `b/${formatKey(first === undefined ? place : placeBefore(first))}/s`,
  };
};

function readToken(token: string): Cursor {
  const [, letter, digits = ''] = /^([fb])\/(\d+)\/s$/.exec(token) ?? [];
  const place = parseKey(digits);
  if (place === undefined) throw invalidToken();
  return { direction: letter === 'f' ? 'forward' : 'backward', place };
}
