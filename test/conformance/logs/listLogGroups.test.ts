import assert from 'node:assert/strict';
import { CreateLogGroupCommand, DeleteLogGroupCommand, ListLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, allPages, assertRefused, openLogsFixture } from './logsFixture';

describe('logs ListLogGroups', () => {
  let fixture: LogsFixture;
  const base = uniqueName('lst').slice(0, 18);
  const names = ['a', 'b', 'c'].map((letter) => `${base}/${letter}`);
  before(async () => {
    fixture = await openLogsFixture();
    for (const logGroupName of names) {
      await fixture.logs.send(new CreateLogGroupCommand({ logGroupName, tags: { letter: logGroupName.slice(-1) } }));
    }
  });
  after(async () => {
    for (const logGroupName of names) await fixture.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await fixture.close();
  });

  const list = async (input: object) =>
    (await fixture.logs.send(new ListLogGroupsCommand(input))).logGroups?.map((group) => group.logGroupName);

  it('finds by prefixes, parts of names and tags, page by page', async () => {
    const pages = await allPages(async (nextToken) => {
      const answer = await fixture.logs.send(
        new ListLogGroupsCommand({ logGroupNamePattern: `^${base}`, limit: 2, nextToken }),
      );
      return { items: answer.logGroups?.map((group) => group.logGroupName), nextToken: answer.nextToken };
    });
    assert.deepEqual(pages, [names.slice(0, 2), names.slice(2)]);
    const part = base.slice(1);
    assert.deepEqual(await list({ logGroupNamePattern: `${part}/a|^${base}/c` }), [names[0], names[2]]);
    assert.deepEqual(await list({ logGroupNamePattern: `^${part}` }), []);
    assert.deepEqual(await list({ logGroupNamePattern: part, logGroupTags: [{ key: 'letter', values: ['b'] }] }), [
      names[1],
    ]);
  });

  it('refuses a pattern that it cannot read', async () => {
    await assertRefused(
      fixture.logs.send(new ListLogGroupsCommand({ logGroupNamePattern: 'a.*(' })),
      'InvalidParameterException',
      /logGroupNamePattern/,
    );
  });
});
