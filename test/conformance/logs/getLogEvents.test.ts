import assert from 'node:assert/strict';
import {
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  paginateGetLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs GetLogEvents', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  async function get(logStreamName: string, input: Partial<GetLogEventsCommandInput> = {}) {
    const { logs, logGroupName } = fixture;
    const answer = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...input }));
    assert.ok(answer.nextForwardToken?.startsWith('f/'));
    assert.ok(answer.nextBackwardToken?.startsWith('b/'));
    return {
      messages: answer.events?.map(({ message }) => message) ?? [],
      events: answer.events ?? [],
      forward: answer.nextForwardToken,
      backward: answer.nextBackwardToken,
    };
  }

  /** A stream of ten events, ten milliseconds apart. */
  async function tenEvents(): Promise<{ readonly stream: string; readonly base: number }> {
    const stream = await fixture.createStream();
    const base = Date.now() - 1000;
    for (let index = 0; index < 10; index += 1) await fixture.put(stream, [`line ${index}`], base + index * 10);
    await fixture.eventually('ten events', async () => (await get(stream)).messages.length === 10);
    return { stream, base };
  }

  it('gives the newest page, oldest first, and pages backward from there', async () => {
    const { stream } = await tenEvents();
    const newest = await get(stream, { limit: 4 });
    assert.deepEqual(newest.messages, ['line 6', 'line 7', 'line 8', 'line 9']);
    const older = await get(stream, { limit: 4, nextToken: newest.backward });
    assert.deepEqual(older.messages, ['line 2', 'line 3', 'line 4', 'line 5']);
    const oldest = await get(stream, { limit: 4, nextToken: older.backward });
    assert.deepEqual(oldest.messages, ['line 0', 'line 1']);
    const end = await get(stream, { limit: 4, nextToken: oldest.backward });
    assert.deepEqual([end.messages, end.backward], [[], oldest.backward]);
    const back = await get(stream, { limit: 4, nextToken: oldest.forward, startFromHead: true });
    assert.deepEqual(back.messages, ['line 2', 'line 3', 'line 4', 'line 5']);
  });

  it('gives the same forward token at the end, and what comes later when asked with it again', async () => {
    const { stream } = await tenEvents();
    const head = await get(stream, { limit: 6, startFromHead: true });
    const rest = await get(stream, { limit: 6, startFromHead: true, nextToken: head.forward });
    assert.deepEqual([head.messages.length, rest.messages.length], [6, 4]);
    for (let polls = 0; polls < 2; polls += 1) {
      const end = await get(stream, { startFromHead: true, nextToken: rest.forward });
      assert.deepEqual([end.messages, end.forward], [[], rest.forward]);
      const back = await get(stream, { limit: 2, nextToken: end.backward });
      assert.deepEqual(back.messages, ['line 8', 'line 9']);
    }
    await fixture.put(stream, ['late 1', 'late 2']);
    await fixture.eventually('the late lines', async () => {
      const late = await get(stream, { startFromHead: true, nextToken: rest.forward });
      return late.messages.join() === 'late 1,late 2' && late.forward !== rest.forward;
    });
  });

  for (const startFromHead of [true, false]) {
    it(`gives a token for an empty stream that repeats, then finds what comes (startFromHead ${startFromHead})`, async () => {
      const stream = await fixture.createStream();
      const empty = await get(stream, { startFromHead });
      assert.deepEqual(empty.messages, []);
      const again = await get(stream, { startFromHead: true, nextToken: empty.forward });
      assert.deepEqual([again.messages, again.forward], [[], empty.forward]);
      await fixture.put(stream, ['first']);
      await fixture.eventually('the first line', async () => {
        const later = await get(stream, { startFromHead: true, nextToken: empty.forward });
        return later.messages[0] === 'first';
      });
    });
  }

  it('includes startTime and excludes endTime', async () => {
    const { stream, base } = await tenEvents();
    const { messages } = await get(stream, { startTime: base + 20, endTime: base + 50 });
    assert.deepEqual(messages, ['line 2', 'line 3', 'line 4']);
  });

  it("lets the SDK's paginator read a long stream to its end", async () => {
    const stream = await fixture.createStream();
    const count = 12_000;
    const base = Date.now() - 60_000;
    const messages = Array.from({ length: count }, (_, index) => `line ${index} ${'x'.repeat(60)}`);
    await fixture.put(stream, messages.slice(0, 8000), base);
    await fixture.put(stream, messages.slice(8000), base + 8000);
    const { logs, logGroupName } = fixture;
    const read: (string | undefined)[] = [];
    await fixture.eventually('all lines', async () => {
      read.length = 0;
      const pages = paginateGetLogEvents(
        { client: logs, stopOnSameToken: true },
        { logGroupName, logStreamName: stream, startFromHead: true },
      );
      for await (const { events = [] } of pages) {
        assert.ok(events.length <= 10_000);
        read.push(...events.map(({ message }) => message));
      }
      return read.length === count;
    });
    assert.deepEqual(read, messages);
  });

  it('takes the group by its ARN, and tells when an event came', async () => {
    const { stream } = await tenEvents();
    const { logs, logGroupArn } = fixture;
    const { events } = await logs.send(
      new GetLogEventsCommand({ logGroupIdentifier: logGroupArn, logStreamName: stream, limit: 1 }),
    );
    assert.ok(Math.abs((events?.[0]?.ingestionTime ?? 0) - Date.now()) < 60_000);
  });

  it('refuses wrong limits, tokens and names', async () => {
    const stream = await fixture.createStream();
    const refused = (input: Partial<GetLogEventsCommandInput>, text: RegExp) =>
      assertRefused(get(stream, input), 'InvalidParameterException', text);
    await refused({ limit: 10_001 }, /less than or equal to 10000/);
    await refused({ limit: 0 }, /greater than or equal to 1/);
    await refused({ nextToken: 'nonsense' }, /token/i);
    await refused({ logGroupIdentifier: fixture.logGroupName }, /logGroupIdentifier|log group/i);
    await assertRefused(get('none'), 'ResourceNotFoundException', /^The specified log stream does not exist\.$/);
    await assertRefused(get(stream, { logGroupName: '/none' }), 'ResourceNotFoundException', /log group/);
  });
});
