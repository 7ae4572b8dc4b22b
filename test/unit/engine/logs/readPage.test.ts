import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { EventKey } from '../../../../src/engine/logs/eventKey';
import { OpenFiles } from '../../../../src/engine/logs/openFiles';
import { readPage } from '../../../../src/engine/logs/readPage';
import { StreamLog } from '../../../../src/engine/logs/streamLog';
import { type Answer, LogsWorld } from './logsWorld';

type Event = { readonly timestamp: number; readonly message: string };

/** The same numbers in each run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('pages of events', () => {
  let world: LogsWorld;
  beforeEach(() => {
    world = new LogsWorld();
  });
  afterEach(() => world.close());

  async function allPages(input: object): Promise<readonly string[]> {
    const messages: string[] = [];
    for (let nextToken: string | undefined; ;) {
      const page: Answer = await world.call('FilterLogEvents', { logGroupName: 'g', ...input, nextToken });
      messages.push(...page.events.map(({ message }) => message));
      nextToken = page.nextToken;
      if (nextToken === undefined) return messages;
    }
  }

  /** Streams of several chunks each, with batches that go back in time and many events of the same millisecond. */
  function fill(seed: number): readonly (readonly Event[])[] {
    const random = randomNumbers(seed);
    const start = world.clock.now();
    const streams: Event[][] = Array.from({ length: 7 }, () => []);
    for (let batch = 0; batch < 120; batch += 1) {
      const stream = random(streams.length);
      const first = start + batch * 5 - (random(4) === 0 ? random(400) : 0);
      const events = Array.from({ length: 1 + random(30) }, (_, index) => ({
        timestamp: first + Math.floor(index / 4),
        message: `${stream}:${streams[stream]?.length ?? 0}:${index} ${'x'.repeat(random(400))}`,
      }));
      streams[stream]?.push(...events);
      world.logs.append('g', `s${stream}`, events);
    }
    return streams;
  }

  const inOrder = (streams: readonly (readonly Event[])[]): Event[] =>
    streams.flat().sort((a, b) => a.timestamp - b.timestamp);

  /** Streams are numbered in the order in which they were first written to. */
  function createStreams(): void {
    for (let stream = 0; stream < 7; stream += 1) world.logs.ensureStream('g', `s${stream}`);
  }

  for (const limit of [19, 100, 10_000]) {
    it(`gives every event of a group once, in order, ${limit} at a time, both ways`, async () => {
      createStreams();
      const expected = inOrder(fill(limit)).map(({ message }) => message);
      const newestFirst = { limit, startTime: Date.UTC(2024, 0, 1), startFromHead: false };
      assert.deepEqual(await allPages({ limit }), expected);
      assert.deepEqual((await allPages(newestFirst)).toReversed(), expected);
      world.reopen();
      assert.deepEqual(await allPages({ limit }), expected);
    });
  }

  it('gives a stream with batches that go back in time in the order of time, from either end', async () => {
    createStreams();
    const streams = fill(5);
    const expected = inOrder([streams[3] ?? []]).map(({ message }) => message);
    const request = { logGroupName: 'g', logStreamName: 's3', limit: 13 };
    const read = async (token: 'nextForwardToken' | 'nextBackwardToken'): Promise<readonly string[]> => {
      const pages: string[][] = [];
      let nextToken: string | undefined;
      for (;;) {
        const startFromHead = token === 'nextForwardToken';
        const page = await world.call('GetLogEvents', { ...request, startFromHead, nextToken });
        pages.push(page.events.map(({ message }) => message));
        if (page[token] === nextToken) break;
        nextToken = page[token];
      }
      return (token === 'nextForwardToken' ? pages : pages.toReversed()).flat();
    };
    assert.deepEqual(await read('nextForwardToken'), expected);
    assert.deepEqual(await read('nextBackwardToken'), expected);
  });

  for (const direction of ['forward', 'backward'] as const) {
    it(`loses nothing when pages are cut short again and again, ${direction}`, async () => {
      createStreams();
      const expected = inOrder(fill(3)).map(({ message }) => message);
      const streams = world.logs.catalog.streams('g').map((stream) => world.logs.searched(stream));
      const query = { streams, from: 0, to: Infinity, direction, maxEvents: 9, maxBytes: 100_000, maxReadBytes: 1 };
      const messages: string[] = [];
      for (let place: EventKey | undefined; ;) {
        const page = await readPage({ ...query, place });
        messages.push(...page.events.map(({ message }) => message));
        place = page.next;
        if (place === undefined) break;
      }
      assert.deepEqual(direction === 'forward' ? messages : messages.toReversed(), expected);
    });
  }

  it('reads nothing of a chunk that retention has cut off meanwhile', () => {
    world.append('s', 'one');
    const log = new StreamLog(new OpenFiles(`${world.folder}/logs`), world.logs.ensureStream('g', 's').file, 1000);
    assert.equal(log.readChunk({ start: 0, end: 10, minTimestamp: 0, maxTimestamp: 0 }).length, 0);
  });

  it('has event ids that are unique and stay', async () => {
    createStreams();
    fill(9);
    const ids = async (): Promise<readonly string[]> =>
      (await world.call('FilterLogEvents', { logGroupName: 'g' })).events.map(({ eventId }) => eventId);
    const before = await ids();
    world.reopen();
    assert.deepEqual(await ids(), before);
    assert.equal(new Set(before).size, before.length);
  });

  it('neither loses nor repeats an event when lines and streams come between two pages', async () => {
    world.append('b', 'b1', 'b2');
    const first = await world.call('FilterLogEvents', { logGroupName: 'g', limit: 1 });
    world.append('a', 'a1');
    world.append('b', 'b3');
    const rest = await world.call('FilterLogEvents', { logGroupName: 'g', nextToken: first.nextToken });
    assert.deepEqual(
      [...first.events, ...rest.events].map(({ message }) => message),
      ['b1', 'b2', 'b3', 'a1'],
    );
  });

  it('cuts a page at 1 MB, and gives a longer event alone', async () => {
    const long = 'y'.repeat(1_000_000);
    world.append('s', 'a', long, 'b', long);
    const page = await world.call('FilterLogEvents', { logGroupName: 'g' });
    assert.deepEqual(
      page.events.map(({ message }) => message.length),
      [1, 1_000_000, 1],
    );
    assert.equal((await allPages({})).length, 4);
  });

  it('answers a search through very much with a page that is cut short, and gets to the end', async () => {
    const line = 'z'.repeat(100_000);
    for (let index = 0; index < 800; index += 1) {
      world.clock.advance(1);
      world.append('s', line);
    }
    world.append('s', 'needle');
    const first = await world.call('FilterLogEvents', { logGroupName: 'g', filterPattern: 'needle' });
    assert.deepEqual(first.events, []);
    assert.ok(first.nextToken, 'there is more to search');
    assert.deepEqual(await allPages({ filterPattern: 'needle' }), ['needle']);
    const newestFirst = { filterPattern: 'z', startFromHead: false, startTime: Date.UTC(2024, 0, 1) };
    assert.equal((await allPages(newestFirst)).length, 800);
  });

  it('does not open the files of streams that end before the time that is asked for', async () => {
    for (let index = 0; index < 50; index += 1) world.append(`s${index}`, 'old');
    // Nothing is open any more: a read would have to open a file.
    world.logs.close();
    const open = fs.openSync;
    let opened = 0;
    Object.assign(fs, {
      openSync: (...args: Parameters<typeof fs.openSync>): number => {
        opened += 1;
        return open(...args);
      },
    });
    const poll = (startTime: number): Promise<Answer> =>
      world.call('FilterLogEvents', { logGroupName: 'g', startTime });
    try {
      assert.deepEqual((await poll(world.clock.now() + 1)).events, []);
      assert.equal(opened, 0);
      assert.equal((await poll(world.clock.now())).events.length, 50);
      assert.equal(opened, 50);
    } finally {
      Object.assign(fs, { openSync: open });
    }
  });
});
