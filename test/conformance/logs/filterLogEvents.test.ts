import assert from 'node:assert/strict';
import {
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, allPages, assertRefused, openLogsFixture } from './logsFixture';

describe('logs FilterLogEvents', () => {
  let fixture: LogsFixture;
  const base = Date.now() - 60_000;
  /** Three streams whose events alternate: `split/1` has the timestamps 0, 3, 6 …, `split/2` 1, 4, 7 … */
  const streams = ['split/1', 'split/2', 'merge/1'];
  before(async () => {
    fixture = await openLogsFixture();
    for (const name of streams) await fixture.createStream(name);
    for (let index = 0; index < 12; index += 1) {
      const message = index % 4 === 3 ? `{"n": ${index}, "level": "error"}` : `INFO line ${index}`;
      await fixture.put(streams[index % 3] ?? '', [message], base + index);
    }
    await fixture.eventually('twelve events', async () => (await filter()).length === 12);
  });
  after(() => fixture.close());

  const send = (input: Partial<FilterLogEventsCommandInput>) =>
    fixture.logs.send(new FilterLogEventsCommand({ logGroupName: fixture.logGroupName, ...input }));

  /** What is found, each event as the distance of its timestamp from the first one. */
  async function filter(input: Partial<FilterLogEventsCommandInput> = {}): Promise<readonly number[]> {
    const pages = await allPages(async (nextToken) => {
      const { events, ...answer } = await send({ ...input, nextToken });
      return { items: events?.map(({ timestamp }) => (timestamp ?? 0) - base), nextToken: answer.nextToken };
    });
    return pages.flat();
  }

  const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

  it('interleaves the streams of a group by time, with ids', async () => {
    const { events = [], searchedLogStreams } = await send({});
    assert.deepEqual(
      events.map(({ logStreamName }) => logStreamName),
      numbers(0, 12).map((index) => streams[index % 3]),
    );
    assert.equal(new Set(events.map(({ eventId }) => eventId)).size, 12);
    assert.match(events[0]?.eventId ?? '', /^\d{56}$/);
    assert.deepEqual(searchedLogStreams, []);
  });

  it('pages without losing or repeating an event, and ends without a token', async () => {
    assert.deepEqual(await filter({ limit: 5 }), numbers(0, 12));
    assert.deepEqual(await filter({ limit: 1 }), numbers(0, 12));
    assert.equal((await send({ limit: 12 })).nextToken, undefined);
    const read: (number | undefined)[] = [];
    const { logs, logGroupName } = fixture;
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName, limit: 7 })) {
      read.push(...events.map(({ timestamp = 0 }) => timestamp - base));
    }
    assert.deepEqual(read, numbers(0, 12));
  });

  it('chooses streams by name or prefix, and times including both ends', async () => {
    assert.deepEqual(await filter({ logStreamNames: ['split/2', 'merge/1'] }), [1, 2, 4, 5, 7, 8, 10, 11]);
    assert.deepEqual(await filter({ logStreamNamePrefix: 'split/', limit: 3 }), [0, 1, 3, 4, 6, 7, 9, 10]);
    assert.deepEqual(await filter({ startTime: base + 3, endTime: base + 5 }), [3, 4, 5]);
  });

  it('filters by terms and by JSON', async () => {
    assert.deepEqual(await filter({ filterPattern: '"line 1" -"line 10"' }), [1]);
    assert.deepEqual(await filter({ filterPattern: '?"line 4" ?"line 5"' }), [4, 5]);
    assert.deepEqual(await filter({ filterPattern: '{ $.level = "error" && $.n > 3 }', limit: 1 }), [7, 11]);
    assert.deepEqual(await filter({ filterPattern: '%line [0-2]$%' }), [0, 1, 2]);
  });

  it('gives the newest first when asked, and the token keeps the direction', async () => {
    assert.deepEqual(await filter({ startFromHead: false, startTime: base, limit: 5 }), numbers(0, 12).toReversed());
    const { nextToken } = await send({ startFromHead: false, startTime: base, limit: 5 });
    const { events } = await send({ startTime: base, nextToken, limit: 1 });
    assert.equal(events?.[0]?.timestamp, base + 6);
  });

  it('refuses contradictions, bad patterns and unknown streams', async () => {
    const refused = (input: Partial<FilterLogEventsCommandInput>, text: RegExp) =>
      assertRefused(send(input), 'InvalidParameterException', text);
    await refused({ logStreamNames: ['split/1'], logStreamNamePrefix: 'split' }, /logStreamNamePrefix|prefix/i);
    await refused({ logStreamNames: Array.from({ length: 101 }, (_, index) => `s${index}`) }, /100/);
    await refused({ filterPattern: 'a-b' }, /Invalid character\(s\) in term '-'/);
    await refused({ filterPattern: '{ $.a = ' }, /must end with '}'/);
    await refused({ filterPattern: 'x'.repeat(1025) }, /1024/);
    await refused({ limit: 10_001 }, /10000/);
    await refused({ startFromHead: false }, /startTime/);
    await refused({ nextToken: 'nonsense' }, /token/i);
    await assertRefused(send({ logStreamNames: ['split/1', 'none'] }), 'ResourceNotFoundException', /log stream/);
    await assertRefused(send({ logGroupName: '/none' }), 'ResourceNotFoundException', /log group/);
  });
});
