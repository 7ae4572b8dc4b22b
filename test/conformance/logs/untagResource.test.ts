import assert from 'node:assert/strict';
import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs UntagResource', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('removes the tags that are there', async () => {
    const { logs, logGroupArn: resourceArn } = fixture;
    await logs.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
    await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['b', 'c'] }));
    assert.deepEqual((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags, { a: '1' });
  });

  it('refuses a group that does not exist', async () => {
    const resourceArn = `${fixture.logGroupArn}-none`;
    await assertRefused(
      fixture.logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] })),
      'ResourceNotFoundException',
    );
  });
});
