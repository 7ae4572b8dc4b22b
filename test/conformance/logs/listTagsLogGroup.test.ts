/* eslint-disable @typescript-eslint/no-deprecated -- old clients still call it, so the deprecated operation itself is tested */
import assert from 'node:assert/strict';
import { ListTagsLogGroupCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs ListTagsLogGroup', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('lists the tags of a group by its name', async () => {
    const { logs, logGroupName, logGroupArn } = fixture;
    await logs.send(new TagResourceCommand({ resourceArn: logGroupArn, tags: { a: '1' } }));
    assert.deepEqual((await logs.send(new ListTagsLogGroupCommand({ logGroupName }))).tags, { a: '1' });
  });

  it('refuses a group that does not exist', async () => {
    await assertRefused(
      fixture.logs.send(new ListTagsLogGroupCommand({ logGroupName: '/none' })),
      'ResourceNotFoundException',
    );
  });
});
