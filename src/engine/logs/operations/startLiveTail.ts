// StartLiveTail.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
import { randomUUID } from 'node:crypto';
import { beginEventStream } from '../../wire/eventStream';
import type { StreamRecord } from '../catalog';
import { checkCount, checkStreamName, groupIdentified, invalidParameter } from '../checks';
import type { LogsContext, LogsOperation } from '../context';
import { runLiveTail } from '../liveTail';
import { filterOf } from '../messageFilter';

type Input = {
  readonly logGroupIdentifiers: readonly string[];
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefixes?: readonly string[];
  readonly logEventFilterPattern?: string;
};

export const startLiveTail: LogsOperation<Input, object> = (input, context, { response, requestId }) => {
  const { logGroupIdentifiers, logStreamNames, logStreamNamePrefixes, logEventFilterPattern } = input;
  const identifiers = groupsOf(input, context);
  const isWatched = streamTest(input);
  const matches = filterOf(logEventFilterPattern, 'logEventFilterPattern');
  beginEventStream(response, requestId);
  runLiveTail({
    response,
    logs: context.logs,
    clock: context.clock,
    groupOf: (stream) => (isWatched(stream) ? identifiers.get(stream.group) : undefined),
    matches,
    start: {
      requestId,
      sessionId: randomUUID(),
      logGroupIdentifiers,
      logStreamNames: logStreamNames ?? [],
      logStreamNamePrefixes: logStreamNamePrefixes ?? [],
      logEventFilterPattern: logEventFilterPattern ?? '',
    },
  });
  return {};
};

/** Group name → the ARN by which the client asked for it. */
function groupsOf({ logGroupIdentifiers }: Input, context: LogsContext): ReadonlyMap<string, string> {
  checkCount(logGroupIdentifiers, 'logGroupIdentifiers', 10);
  return new Map(
    logGroupIdentifiers.map((arn) => {
      if (!arn.startsWith('arn:') || arn.endsWith('*')) {
        throw invalidParameter(
          `"${arn.slice(0, 600)}" in logGroupIdentifiers must be the ARN of a log group and not end in an asterisk: ` +
            context.arns.group('NAME'),
        );
      }
      return [groupIdentified(arn, context).name, arn];
    }),
  );
}

function streamTest({ logGroupIdentifiers, logStreamNames, logStreamNamePrefixes }: Input) {
  const given = logStreamNames ?? logStreamNamePrefixes;
  if (given === undefined) return () => true;
  if (logStreamNames !== undefined && logStreamNamePrefixes !== undefined) {
    throw invalidParameter('Only one of logStreamNames and logStreamNamePrefixes can be given.');
  }
  if (logGroupIdentifiers.length > 1) {
    throw invalidParameter('Streams can be chosen only when logGroupIdentifiers has a single log group.');
  }
  const member = logStreamNames === undefined ? 'logStreamNamePrefixes' : 'logStreamNames';
  checkCount(given, member, 100);
  for (const name of given) checkStreamName(name, member);
  const names = new Set(logStreamNames);
  return ({ name }: StreamRecord): boolean =>
    names.has(name) || (logStreamNamePrefixes?.some((prefix) => name.startsWith(prefix)) ?? false);
}
