import assert from 'node:assert/strict';
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, allPages, assertRefused, openLogsFixture } from './logsFixture';

describe('logs DescribeLogGroups', () => {
  let fixture: LogsFixture;
  const base = uniqueName('describe');
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${base}/${letter}`);
  before(async () => {
    fixture = await openLogsFixture();
    for (const logGroupName of names.toReversed()) await fixture.logs.send(new CreateLogGroupCommand({ logGroupName }));
  });
  after(async () => {
    for (const logGroupName of names) await fixture.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await fixture.close();
  });

  const list = async (input: object) =>
    (await fixture.logs.send(new DescribeLogGroupsCommand(input))).logGroups?.map((group) => group.logGroupName);

  it('pages through the groups in the order of their names', async () => {
    const pages = await allPages(async (nextToken) => {
      const answer = await fixture.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: base, limit: 2, nextToken }),
      );
      return { items: answer.logGroups?.map((group) => group.logGroupName), nextToken: answer.nextToken };
    });
    assert.deepEqual(
      pages.map((page) => page.length),
      [2, 2, 1],
    );
    assert.deepEqual(pages.flat(), names);
  });

  it('finds by a part of the name and by identifiers', async () => {
    assert.deepEqual(await list({ logGroupNamePattern: `${base.slice(3)}/c` }), [`${base}/c`]);
    assert.deepEqual(await list({ logGroupNamePattern: base.toUpperCase() }), []);
    assert.deepEqual(await list({ logGroupIdentifiers: [fixture.logGroupArn] }), [fixture.logGroupName]);
  });

  it('tells both ARNs, and the size of what is stored', async () => {
    const stream = await fixture.createStream();
    await fixture.put(stream, ['some text']);
    const { logGroups } = await fixture.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: fixture.logGroupName }),
    );
    const [group] = logGroups ?? [];
    assert.ok(group);
    assert.match(group.logGroupArn ?? '', /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:\/conformance\/logs-[^:]+$/);
    assert.equal(group.arn, `${group.logGroupArn ?? ''}:*`);
    assert.ok(Math.abs((group.creationTime ?? 0) - Date.now()) < 60_000);
    // Real AWS counts a group's bytes hours later.
    if (!fixture.target.isRemote) assert.ok((group.storedBytes ?? 0) > 'some text'.length);
  });

  it('refuses prefix and pattern together, a limit above 50 and a token that it has not made', async () => {
    const refused = (input: object, text: RegExp) =>
      assertRefused(fixture.logs.send(new DescribeLogGroupsCommand(input)), 'InvalidParameterException', text);
    await refused({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }, /logGroupNamePattern|pattern/i);
    await refused({ limit: 51 }, /less than or equal to 50/);
    await refused({ limit: 0 }, /greater than or equal to 1/);
    await refused({ nextToken: 'nonsense' }, /nextToken|token/i);
  });
});
