// CloudWatch Logs through the SDK.
import type { StartLiveTailResponseStream } from '@aws-sdk/client-cloudwatch-logs';
import type { LiveTailPlace, LiveTailPort, LiveTailUpdate, LogPage, LogPosition, LogsPort } from '../app/ports';
import type { LogEvent } from '../core/logEvent';
import { call } from './call';
import type { AwsClients } from './clients';
import { toAppError } from './toAppError';

export class LogsGateway implements LogsPort, LiveTailPort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async fetchLogPage(position: LogPosition, signal: AbortSignal): Promise<LogPage> {
    const { sdk, logs } = await this.clients();
    const { logGroupName, logStreamName, token, from, limit, before } = position;
    const command = new sdk.GetLogEventsCommand({
      logGroupName,
      logStreamName,
      limit,
      nextToken: before ?? token,
      // A forward token goes on only when this is said again with it.
      startFromHead: before === undefined && (from === 'head' || token !== undefined),
    });
    const answer = await call(`read the log stream "${logStreamName}"`, logs, command, signal);
    return {
      events: (answer.events ?? []).map(toLogEvent),
      nextToken: answer.nextForwardToken ?? token ?? '',
      earlierToken: answer.nextBackwardToken,
    };
  }

  async *watchLog({ logGroupArn, streamPrefix }: LiveTailPlace, signal: AbortSignal): AsyncIterable<LiveTailUpdate> {
    const { sdk, logs } = await this.clients();
    const command = new sdk.StartLiveTailCommand({
      logGroupIdentifiers: [logGroupArn],
      logStreamNamePrefixes: [streamPrefix],
    });
    const { responseStream } = await call('start a Live Tail', logs, command, signal);
    try {
      for await (const event of responseStream ?? []) yield toUpdate(event);
    } catch (cause) {
      signal.throwIfAborted();
      throw toAppError('Could not go on with the Live Tail', cause);
    }
  }
}

function toUpdate({ sessionUpdate }: StartLiveTailResponseStream): LiveTailUpdate {
  const { sessionResults = [], sessionMetadata } = sessionUpdate ?? {};
  return {
    events: sessionResults.map((result) => ({ ...toLogEvent(result), logStreamName: result.logStreamName ?? '' })),
    isSampled: sessionMetadata?.sampled === true,
  };
}

function toLogEvent(event: { readonly timestamp?: number; readonly message?: string }): LogEvent {
  return { timestamp: event.timestamp ?? 0, message: (event.message ?? '').replace(/\r?\n$/, '') };
}
