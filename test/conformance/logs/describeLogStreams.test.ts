import assert from 'node:assert/strict';
import { DescribeLogStreamsCommand, type DescribeLogStreamsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, allPages, assertRefused, openLogsFixture } from './logsFixture';

describe('logs DescribeLogStreams', () => {
  let fixture: LogsFixture;
  const names = ['a/1', 'a/2', 'b/1', 'b/2', 'c'];
  const base = Date.now() - 60_000;
  before(async () => {
    fixture = await openLogsFixture();
    for (const name of names.toReversed()) await fixture.createStream(name);
    // Newest first: b/1, c, a/2; the others have no event.
    await fixture.put('b/1', ['x', 'y'], base + 3000);
    await fixture.put('c', ['x'], base + 2000);
    await fixture.put('a/2', ['x'], base + 1000);
  });
  after(() => fixture.close());

  const paged = (input: Partial<DescribeLogStreamsCommandInput>) =>
    allPages(async (nextToken) => {
      const { logGroupName } = fixture;
      const answer = await fixture.logs.send(
        new DescribeLogStreamsCommand({ logGroupName, limit: 2, ...input, nextToken }),
      );
      return { items: answer.logStreams?.map((stream) => stream.logStreamName), nextToken: answer.nextToken };
    });

  it('pages by name, up and down, and by prefix', async () => {
    assert.deepEqual(await paged({}), [['a/1', 'a/2'], ['b/1', 'b/2'], ['c']]);
    assert.deepEqual(await paged({ descending: true }), [['c', 'b/2'], ['b/1', 'a/2'], ['a/1']]);
    assert.deepEqual(await paged({ logStreamNamePrefix: 'b/' }), [['b/1', 'b/2']]);
  });

  it('pages by the time of the last event', async function () {
    // Real AWS may take an hour to know that time.
    if (fixture.target.isRemote) this.skip();
    const newestFirst = (await paged({ orderBy: 'LastEventTime', descending: true })).flat();
    assert.deepEqual(newestFirst.slice(0, 3), ['b/1', 'c', 'a/2']);
    assert.deepEqual(newestFirst.slice(3).toSorted(), ['a/1', 'b/2']);
    assert.deepEqual((await paged({ orderBy: 'LastEventTime' })).flat(), newestFirst.toReversed());
  });

  it('describes a stream', async () => {
    const { logs, logGroupArn, target } = fixture;
    const input = { logGroupIdentifier: logGroupArn, logStreamNamePrefix: 'b/1' };
    const { logStreams: [stream] = [] } = await logs.send(new DescribeLogStreamsCommand(input));
    assert.equal(stream?.arn, `${logGroupArn}:log-stream:b/1`);
    if (target.isRemote) return;
    assert.deepEqual([stream.firstEventTimestamp, stream.lastEventTimestamp], [base + 3000, base + 3001]);
    assert.ok(Math.abs((stream.lastIngestionTime ?? 0) - Date.now()) < 60_000);
    assert.match(stream.uploadSequenceToken ?? '', /^\d{56}$/);
  });

  it('refuses contradictions', async () => {
    const { logs, logGroupName, logGroupArn } = fixture;
    const refused = (input: object, text: RegExp) =>
      assertRefused(
        logs.send(new DescribeLogStreamsCommand({ logGroupName, ...input })),
        'InvalidParameterException',
        text,
      );
    await refused({ orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }, /LastEventTime/);
    await refused({ logGroupIdentifier: logGroupArn }, /logGroupIdentifier|log group/i);
    await refused({ logGroupName: undefined }, /logGroup/i);
    await refused({ orderBy: 'Size' }, /orderBy/);
    await refused({ nextToken: 'nonsense' }, /token/i);
  });
});
