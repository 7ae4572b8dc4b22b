// DescribeLogStreams.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
import type { GroupRecord, StreamRecord } from '../catalog';
import {
  type GroupReference,
  checkStreamName,
  constraintFailed,
  groupOf,
  invalidParameter,
  invalidToken,
} from '../checks';
import type { LogsContext, LogsOperation } from '../context';
import { type ListInput, decodePlace, firstPage, limitOf } from '../listing';
import { pauser } from '../pause';
import { sequenceToken } from '../sequenceToken';

type Input = GroupReference &
  ListInput & {
    readonly logStreamNamePrefix?: string;
    readonly orderBy?: string;
    readonly descending?: boolean;
  };

type Place = { readonly time: number; readonly name: string };

export const describeLogStreams: LogsOperation<Input, object> = async (input, context) => {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
  const group = groupOf(input, context);
  const limit = limitOf(input, 50);
  if (prefix !== undefined) checkStreamName(prefix, 'logStreamNamePrefix');
  if (orderBy !== 'LogStreamName' && orderBy !== 'LastEventTime') {
    throw constraintFailed(orderBy, 'orderBy', 'satisfy enum value set: [LogStreamName, LastEventTime]');
  }
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const placeOf = orderBy === 'LastEventTime' ? await placesByTime(group, context) : placeByName;
  const streams = ordered([...context.logs.catalog.streams(group.name, prefix)], placeOf, descending);
  const { page, nextToken } = firstPage(behind(streams, placeOf, input), limit, (stream) => {
    const { time, name } = placeOf(stream);
    return `${time}/${name}`;
  });
  return {
    logStreams: page.map((stream) => describe(stream, context)),
    ...(nextToken !== undefined && { nextToken }),
  };
};

const placeByName = ({ name }: StreamRecord): Place => ({ time: 0, name });

/** Streams without an event come first, as the oldest. */
async function placesByTime({ name: group }: GroupRecord, { logs }: LogsContext) {
  const pause = pauser();
  const times = new Map<StreamRecord, number>();
  for (const stream of logs.catalog.streams(group)) {
    times.set(stream, logs.logOf(stream).times?.lastTimestamp ?? 0);
    await pause();
  }
  return (stream: StreamRecord): Place => ({ time: times.get(stream) ?? 0, name: stream.name });
}

function ordered(streams: StreamRecord[], placeOf: (stream: StreamRecord) => Place, descending: boolean) {
  streams.sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
  return descending ? streams.reverse() : streams;
}

function* behind(
  streams: readonly StreamRecord[],
  placeOf: (stream: StreamRecord) => Place,
  { nextToken, descending = false }: Input,
): Iterable<StreamRecord> {
  const text = decodePlace(nextToken);
  const match = text === undefined ? undefined : /^(\d+)\/(.+)$/s.exec(text);
  if (match === null) throw invalidToken();
  const place = match && { time: Number(match[1]), name: match[2] ?? '' };
  for (const stream of streams) {
    if (place === undefined || comparePlaces(placeOf(stream), place) * (descending ? -1 : 1) > 0) yield stream;
  }
}

function comparePlaces(a: Place, b: Place): number {
  return a.time - b.time || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function describe(stream: StreamRecord, { logs, arns }: LogsContext): object {
  const log = logs.logOf(stream);
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    arn: arns.stream(stream.group, stream.name),
    // Always 0 since 2019; the API's page says so.
    storedBytes: 0,
    ...(log.times && {
      firstEventTimestamp: log.times.firstTimestamp,
      lastEventTimestamp: log.times.lastTimestamp,
      lastIngestionTime: log.times.lastIngestedAt,
      uploadSequenceToken: sequenceToken(log),
    }),
  };
}
