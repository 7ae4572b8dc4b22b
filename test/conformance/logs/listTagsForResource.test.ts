import assert from 'node:assert/strict';
import { ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs ListTagsForResource', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('gives an empty list for a group without tags', async () => {
    const { logs, logGroupArn: resourceArn } = fixture;
    assert.deepEqual((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags, {});
  });

  it('refuses a group that does not exist', async () => {
    const resourceArn = `${fixture.logGroupArn}-none`;
    await assertRefused(
      fixture.logs.send(new ListTagsForResourceCommand({ resourceArn })),
      'ResourceNotFoundException',
    );
  });
});
