// FilterLogEvents.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
import type { GroupRecord } from '../catalog';
import {
  type GroupReference,
  checkCount,
  checkRange,
  checkStreamName,
  checkTime,
  groupOf,
  invalidParameter,
  invalidToken,
  streamOf,
} from '../checks';
import type { LogsContext, LogsOperation } from '../context';
import { type EventKey, formatKey, parseKey } from '../eventKey';
import { filterOf } from '../messageFilter';
import { type SearchedStream, maxPageBytes, maxPageEvents, readPage } from '../readPage';

type Input = GroupReference & {
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefix?: string;
  /** Inclusive, like `endTime`. */
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly nextToken?: string;
  readonly limit?: number;
  readonly startFromHead?: boolean;
};

type Cursor = { readonly direction: 'forward' | 'backward'; readonly place: EventKey };

/** A search for what is rare answers now and then with an empty page and a token, as on AWS. */
const maxReadBytes = 64 * 1024 * 1024;
const newestFirstSince = Date.UTC(2024, 0, 1);

export const filterLogEvents: LogsOperation<Input, object> = async (input, context) => {
  const group = groupOf(input, context);
  checkInput(input);
  const cursor = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const direction = cursor?.direction ?? (input.startFromHead === false ? 'backward' : 'forward');
  const { events, next } = await readPage({
    streams: searchedStreams(group, input, context),
    from: Math.max(input.startTime ?? 0, context.logs.oldestKept(group)),
    to: input.endTime ?? Infinity,
    direction,
    place: cursor?.place,
    matches: filterOf(input.filterPattern, 'filterPattern'),
    maxEvents: input.limit ?? maxPageEvents,
    maxBytes: maxPageBytes,
    maxReadBytes,
  });
  return {
    events: events.map((event) => ({
      logStreamName: event.streamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestedAt,
      eventId: formatKey(event),
    })),
    // Always empty since 2020; the API's page says so.
    searchedLogStreams: [],
    ...(next && { nextToken: writeToken({ direction, place: next }) }),
  };
};

function checkInput({ logStreamNames, logStreamNamePrefix, startTime, endTime, limit, startFromHead }: Input): void {
  checkTime(startTime, 'startTime');
  checkTime(endTime, 'endTime');
  checkRange(limit, 'limit', 1, maxPageEvents);
  if (logStreamNames !== undefined) checkCount(logStreamNames, 'logStreamNames', 100);
  if (logStreamNamePrefix !== undefined) checkStreamName(logStreamNamePrefix, 'logStreamNamePrefix');
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    throw invalidParameter('Only one of logStreamNames and logStreamNamePrefix can be given.');
  }
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw invalidParameter(`endTime (${endTime}) must not be before startTime (${startTime}).`);
  }
  if (startFromHead === false && (startTime ?? 0) < newestFirstSince) {
    throw invalidParameter(
      'startFromHead can be false only with a startTime on or after 2024-01-01T00:00:00Z (1704067200000).',
    );
  }
}

function* searchedStreams(group: GroupRecord, input: Input, context: LogsContext): Iterable<SearchedStream> {
  const { logs } = context;
  const streams = input.logStreamNames
    ? [...new Set(input.logStreamNames)].map((name) => streamOf(group, name, context))
    : logs.catalog.streams(group.name, input.logStreamNamePrefix);
  for (const stream of streams) yield logs.searched(stream);
}

function writeToken({ direction, place }: Cursor): string {
  return `${direction === 'forward' ? 'F' : 'B'}${formatKey(place)}`;
}

function readToken(token: string): Cursor {
  const place = /^[FB]/.test(token) ? parseKey(token.slice(1)) : undefined;
  if (place === undefined) throw invalidToken();
  return { direction: token.startsWith('F') ? 'forward' : 'backward', place };
}
