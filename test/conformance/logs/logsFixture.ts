// A log group of a test's own, with the calls that nearly every test of CloudWatch Logs makes.
import assert from 'node:assert/strict';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Target, openTarget, uniqueName } from '../../support/target';
import { until } from '../../support/until';

export type LogsFixture = {
  readonly target: Target;
  readonly logs: Target['logs'];
  readonly logGroupName: string;
  /** Without `:*`. */
  readonly logGroupArn: string;
  createStream(name?: string): Promise<string>;
  /** Puts messages with the timestamps base, base + 1 …; the default base is now. Returns the base. */
  put(logStreamName: string, messages: readonly string[], base?: number): Promise<number>;
  /** Real AWS shows what was put after some seconds. */
  eventually(what: string, condition: () => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
};

const deadlineMs = 60_000;

export async function openLogsFixture(): Promise<LogsFixture> {
  const target = await openTarget();
  const { logs } = target;
  const logGroupName = uniqueName('/conformance/logs');
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  return {
    target,
    logs,
    logGroupName,
    logGroupArn: logGroups?.[0]?.logGroupArn ?? '',
    async createStream(name = uniqueName('stream')) {
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: name }));
      return name;
    },
    async put(logStreamName, messages, base = Date.now()) {
      const logEvents = messages.map((message, index) => ({ timestamp: base + index, message }));
      await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
      return base;
    },
    eventually: (what, condition) => until(target.isRemote ? deadlineMs : 1000, what, condition),
    async close() {
      await logs.send(new DeleteLogGroupCommand({ logGroupName }));
      await target.close();
    },
  };
}

/** The answer must be this error, as the SDK sees it: its name, its status and a part of its text. */
export async function assertRefused(answer: Promise<unknown>, name: string, text = /./, status = 400): Promise<void> {
  await assert.rejects(answer, (error) => {
    const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, $metadata?.httpStatusCode], [name, status], error.message);
    assert.match(error.message, text);
    return true;
  });
}

/** Every page of a list, for a command that takes `nextToken`. */
export async function allPages<T>(
  page: (nextToken: string | undefined) => Promise<{ readonly items?: readonly T[]; readonly nextToken?: string }>,
): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  for (let nextToken: string | undefined; ;) {
    const answer = await page(nextToken);
    pages.push(answer.items ?? []);
    nextToken = answer.nextToken;
    if (nextToken === undefined) return pages;
  }
}
