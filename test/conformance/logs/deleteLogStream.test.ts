import assert from 'node:assert/strict';
import { CreateLogStreamCommand, DeleteLogStreamCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs DeleteLogStream', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('deletes the stream with its events', async () => {
    const { logs, logGroupName } = fixture;
    const logStreamName = await fixture.createStream();
    await fixture.put(logStreamName, ['x']);
    await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName }));
    const get = () => logs.send(new GetLogEventsCommand({ logGroupName, logStreamName }));
    await assertRefused(get(), 'ResourceNotFoundException', /^The specified log stream does not exist\.$/);
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    assert.deepEqual((await get()).events, []);
  });

  it('refuses a stream that does not exist', async () => {
    const { logs, logGroupName } = fixture;
    await assertRefused(
      logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'none' })),
      'ResourceNotFoundException',
    );
  });
});
