import assert from 'node:assert/strict';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogStreamsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs DeleteLogGroup', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('deletes the group with its streams: one of the same name is empty', async () => {
    const { logs, logGroupName } = fixture;
    const stream = await fixture.createStream();
    await fixture.put(stream, ['x']);
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await assertRefused(logs.send(new DescribeLogStreamsCommand({ logGroupName })), 'ResourceNotFoundException');
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    assert.deepEqual((await logs.send(new DescribeLogStreamsCommand({ logGroupName }))).logStreams, []);
  });

  it('refuses a group that does not exist', async () => {
    await assertRefused(
      fixture.logs.send(new DeleteLogGroupCommand({ logGroupName: uniqueName('none') })),
      'ResourceNotFoundException',
      /^The specified log group does not exist\.$/,
    );
  });
});
