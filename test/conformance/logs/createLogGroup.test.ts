import assert from 'node:assert/strict';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs CreateLogGroup', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('creates a group with tags and a class', async () => {
    const { logs } = fixture;
    const logGroupName = uniqueName('created.-_/#A');
    await logs.send(
      new CreateLogGroupCommand({ logGroupName, tags: { team: 'red' }, logGroupClass: 'INFREQUENT_ACCESS' }),
    );
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
    assert.equal(logGroups?.[0]?.logGroupClass, 'INFREQUENT_ACCESS');
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: logGroups[0].logGroupArn }));
    assert.deepEqual(tags, { team: 'red' });
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  });

  it('refuses a name that is taken, and names that are malformed', async () => {
    const { logs, logGroupName } = fixture;
    const create = (name: string) => logs.send(new CreateLogGroupCommand({ logGroupName: name }));
    await assertRefused(create(logGroupName), 'ResourceAlreadyExistsException', /already exists/);
    for (const name of ['', 'a b', 'a:b', 'ä', 'x'.repeat(513)]) {
      await assertRefused(create(name), 'InvalidParameterException', /logGroupName/);
    }
    await assertRefused(
      logs.send(new CreateLogGroupCommand({ logGroupName: uniqueName('x'), tags: { 'aws:x': 'y' } })),
      'InvalidParameterException',
    );
  });
});
