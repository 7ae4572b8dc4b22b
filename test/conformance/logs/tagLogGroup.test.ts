/* eslint-disable @typescript-eslint/no-deprecated -- old clients still call it, so the deprecated operation itself is tested */
import assert from 'node:assert/strict';
import { ListTagsForResourceCommand, TagLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs TagLogGroup', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('tags a group by its name', async () => {
    const { logs, logGroupName, logGroupArn } = fixture;
    await logs.send(new TagLogGroupCommand({ logGroupName, tags: { a: '1', b: '2' } }));
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: logGroupArn }));
    assert.deepEqual(tags, { a: '1', b: '2' });
  });

  it('refuses a group that does not exist', async () => {
    await assertRefused(
      fixture.logs.send(new TagLogGroupCommand({ logGroupName: '/none', tags: { a: '1' } })),
      'ResourceNotFoundException',
    );
  });
});
