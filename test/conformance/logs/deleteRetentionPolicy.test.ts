import assert from 'node:assert/strict';
import {
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs DeleteRetentionPolicy', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('keeps events for ever again', async () => {
    const { logs, logGroupName } = fixture;
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    assert.equal(logGroups?.[0]?.retentionInDays, undefined);
  });

  it('refuses a group that does not exist', async () => {
    await assertRefused(
      fixture.logs.send(new DeleteRetentionPolicyCommand({ logGroupName: '/none' })),
      'ResourceNotFoundException',
    );
  });
});
