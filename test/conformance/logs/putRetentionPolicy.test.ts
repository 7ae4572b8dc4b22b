import assert from 'node:assert/strict';
import {
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

const dayMs = 24 * 60 * 60_000;

describe('logs PutRetentionPolicy', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('refuses events that have expired, and shows none', async function () {
    const { logs, logGroupName, target } = fixture;
    const logStreamName = await fixture.createStream();
    await fixture.put(logStreamName, ['two days old'], Date.now() - 2 * dayMs);
    await fixture.put(logStreamName, ['new']);
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    assert.equal(logGroups?.[0]?.retentionInDays, 1);
    // Real AWS may show for days what has expired, and applies a new policy later.
    if (target.isRemote) this.skip();
    const { events } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName }));
    assert.deepEqual(
      events?.map(({ message }) => message),
      ['new'],
    );
    const { rejectedLogEventsInfo } = await logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: [{ timestamp: Date.now() - 2 * dayMs, message: 'x' }],
      }),
    );
    assert.deepEqual(rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 });
  });

  it('refuses days that are not on the list', async () => {
    const { logs, logGroupName } = fixture;
    await assertRefused(
      logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 })),
      'InvalidParameterException',
      /retentionInDays/,
    );
    await assertRefused(
      logs.send(new PutRetentionPolicyCommand({ logGroupName: '/none', retentionInDays: 1 })),
      'ResourceNotFoundException',
    );
  });
});
