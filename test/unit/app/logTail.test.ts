import assert from 'node:assert/strict';
import { LogTail, fetchLastLines } from '../../../src/app/logTail';
import type { LogPage, LogPosition, LogsPort } from '../../../src/app/ports';
import { appError } from '../../support/fakePorts';
import { makeSubmitWorld } from '../../support/submitWorld';

const stream = { logGroupName: 'g', logStreamName: 's' };
const { signal } = new AbortController();

/** A stream as CloudWatch Logs pages it: its tokens are positions, and pages in the middle may be empty. */
class FakeLogs implements LogsPort {
  messages: string[] | undefined;
  requests = 0;
  emptyPages = 0;

  fetchLogPage({ token, from, limit }: LogPosition): Promise<LogPage> {
    this.requests += 1;
    if (this.messages === undefined) return Promise.reject(appError('notFound'));
    const [place = 0, empty = 0] = (token ?? '').split('/').filter(Boolean).map(Number);
    const start = token === undefined && from === 'tail' ? Math.max(0, this.messages.length - limit) : place;
    if (empty < this.emptyPages) return Promise.resolve({ events: [], nextToken: `${start}/${empty + 1}` });
    const events = this.messages.slice(start, start + limit).map((message, i) => ({ timestamp: start + i, message }));
    return Promise.resolve({ events, nextToken: `${start + events.length}/${empty}` });
  }
}

describe('LogTail', () => {
  let logs: FakeLogs;
  beforeEach(() => (logs = new FakeLogs()));
  const textOf = (events: readonly { readonly message: string }[]): string =>
    events.map(({ message }) => message).join(' ');

  it('gives each line once, as the stream grows', async () => {
    const tail = new LogTail(logs, stream);
    assert.equal(textOf(await tail.readNew(10, signal)), '', 'no stream yet');
    logs.messages = [];
    assert.equal(textOf(await tail.readNew(10, signal)), '', 'nothing in it yet');
    logs.messages.push('a', 'b');
    assert.equal(textOf(await tail.readNew(10, signal)), 'a b');
    assert.equal(textOf(await tail.readNew(10, signal)), '');
    logs.messages.push('c');
    assert.equal(textOf(await tail.readNew(10, signal)), 'c');
  });

  it('gives no more than it is asked for, and the rest later', async () => {
    logs.messages = ['a', 'b', 'c', 'd', 'e'];
    const tail = new LogTail(logs, stream);
    assert.equal(textOf(await tail.readNew(2, signal)), 'a b');
    assert.equal(textOf(await tail.readNew(2, signal)), 'c d');
    assert.equal(textOf(await tail.readNew(2, signal)), 'e');
  });

  it('reads on over empty pages, but not for ever', async () => {
    logs.messages = ['a'];
    logs.emptyPages = 5;
    assert.equal(textOf(await new LogTail(logs, stream).readNew(10, signal)), 'a');
    logs.emptyPages = Infinity;
    logs.requests = 0;
    assert.equal(textOf(await new LogTail(logs, stream).readNew(10, signal)), '');
    assert.ok(logs.requests <= 50);
  });

  it('begins with the newest lines, and goes on with what follows', async () => {
    const { logs: paged } = makeSubmitWorld();
    paged.pageLines = 3;
    const lines = Array.from({ length: 10 }, (_, i) => String(i));
    paged.streams.set('s', lines);
    const tail = new LogTail(paged, stream);
    const last = await tail.readLast(7, 1000, signal);
    assert.deepEqual([textOf(last.events), last.isCut], ['3 4 5 6 7 8 9', true]);
    lines.push('10');
    assert.equal(textOf(await tail.readNew(10, signal)), '10');
    const all = await new LogTail(paged, stream).readLast(100, 1000, signal);
    assert.deepEqual([all.events.length, all.isCut], [11, false]);
    const long = await new LogTail(paged, stream).readLast(100, 4, signal);
    assert.deepEqual([long.events.length < 11, long.isCut], [true, true]);
    const none = await new LogTail(paged, { ...stream, logStreamName: 'later' }).readLast(7, 1000, signal);
    assert.deepEqual(none, { events: [], isCut: false });
  });

  it('passes on what is not a missing stream', async () => {
    logs.fetchLogPage = () => Promise.reject(appError('denied'));
    await assert.rejects(new LogTail(logs, stream).readNew(10, signal), { kind: 'denied' });
  });

  it('fetchLastLines gives the newest lines, oldest first', async () => {
    assert.deepEqual(await fetchLastLines(logs, stream, 2, signal), []);
    logs.messages = ['a', 'b', 'c'];
    assert.equal(textOf(await fetchLastLines(logs, stream, 2, signal)), 'b c');
  });
});
