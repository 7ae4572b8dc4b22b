// PutLogEvents.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
import { checkCount, checkTime, constraintFailed, groupNamed, invalidParameter, streamOf } from '../checks';
import type { LogsOperation } from '../context';
import type { LogLine } from '../eventLine';
import { eventOverheadBytes, maxBatchBytes } from '../messageSize';
import { sequenceToken } from '../sequenceToken';

type Input = {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly logEvents: readonly LogLine[];
};

const [hourMs, dayMs] = [60 * 60_000, 24 * 60 * 60_000];

export const putLogEvents: LogsOperation<Input, object> = ({ logGroupName, logStreamName, logEvents }, context) => {
  const { logs, clock } = context;
  checkEvents(logEvents);
  const group = groupNamed(logGroupName, context);
  const stream = streamOf(group, logStreamName, context);
  const now = clock.now();
  // The events are in order, so what is refused is a beginning and an end of the batch.
  const countBefore = (timestamp: number): number => logEvents.filter((event) => event.timestamp < timestamp).length;
  const tooOldEnd = countBefore(now - 14 * dayMs);
  const expiredEnd = countBefore(logs.oldestKept(group));
  const tooNewStart = countBefore(now + 2 * hourMs + 1);
  const events = logEvents.slice(Math.max(tooOldEnd, expiredEnd), tooNewStart);
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > dayMs) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
  if (events.length > 0) logs.put(stream, events);
  const rejected = {
    ...(tooNewStart < logEvents.length && { tooNewLogEventStartIndex: tooNewStart }),
    ...(tooOldEnd > 0 && { tooOldLogEventEndIndex: tooOldEnd }),
    ...(expiredEnd > 0 && { expiredLogEventEndIndex: expiredEnd }),
  };
  return {
    nextSequenceToken: sequenceToken(logs.logOf(stream)),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
};

function checkEvents(events: readonly LogLine[]): void {
  checkCount(events, 'logEvents', 10_000);
  let sizeBytes = 0;
  let previous = 0;
  events.forEach(({ timestamp, message }, index) => {
    checkTime(timestamp, `logEvents.${index + 1}.member.timestamp`);
    if (message === '') {
      throw constraintFailed('', `logEvents.${index + 1}.member.message`, 'have length greater than or equal to 1');
    }
    if (timestamp < previous) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
    previous = timestamp;
    sizeBytes += Buffer.byteLength(message) + eventOverheadBytes;
  });
  if (sizeBytes > maxBatchBytes) {
    throw invalidParameter(`Upload too large: ${sizeBytes} bytes exceeds limit of ${maxBatchBytes}`);
  }
}
