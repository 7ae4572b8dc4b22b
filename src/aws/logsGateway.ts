// CloudWatch Logs through the SDK.
import type { LogPage, LogPosition, LogsPort } from '../app/ports';
import { call } from './call';
import type { AwsClients } from './clients';

export class LogsGateway implements LogsPort {
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
      events: (answer.events ?? []).map(({ timestamp, message }) => ({
        timestamp: timestamp ?? 0,
        message: (message ?? '').replace(/\r?\n$/, ''),
      })),
      nextToken: answer.nextForwardToken ?? token ?? '',
      earlierToken: answer.nextBackwardToken,
    };
  }
}
