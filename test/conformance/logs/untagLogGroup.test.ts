/* eslint-disable @typescript-eslint/no-deprecated -- old clients still call it, so the deprecated operation itself is tested */
import assert from 'node:assert/strict';
import { ListTagsForResourceCommand, TagResourceCommand, UntagLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs UntagLogGroup', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('removes tags of a group by its name', async () => {
    const { logs, logGroupName, logGroupArn } = fixture;
    await logs.send(new TagResourceCommand({ resourceArn: logGroupArn, tags: { a: '1', b: '2' } }));
    await logs.send(new UntagLogGroupCommand({ logGroupName, tags: ['a'] }));
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: logGroupArn }));
    assert.deepEqual(tags, { b: '2' });
  });

  it('refuses a group that does not exist', async () => {
    await assertRefused(
      fixture.logs.send(new UntagLogGroupCommand({ logGroupName: '/none', tags: ['a'] })),
      'ResourceNotFoundException',
    );
  });
});
