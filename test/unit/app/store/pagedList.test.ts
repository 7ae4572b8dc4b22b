import assert from 'node:assert/strict';
import type { Page } from '../../../../src/app/ports';
import { PagedList } from '../../../../src/app/store/pagedList';
import { AppError } from '../../../../src/core/errors';
import { appError } from '../../../support/fakePorts';
import { settle } from '../../../support/manualClock';

type Item = { readonly id: string; readonly state?: string };

describe('PagedList', () => {
  /** Answers in turn; the test decides when each one comes. */
  class Server {
    readonly asked: (string | undefined)[] = [];
    private readonly waiting: { resolve(page: Page<Item>): void; reject(cause: Error): void }[] = [];

    readonly fetchPage = (token: string | undefined): Promise<Page<Item>> => {
      this.asked.push(token);
      return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
    };

    async answer(ids: string, nextToken?: string): Promise<void> {
      const items = ids.split('').map((id) => ({ id }));
      this.waiting.shift()?.resolve({ items, nextToken });
      await settle();
    }

    async fail(error: Error): Promise<void> {
      this.waiting.shift()?.reject(error);
      await settle();
    }
  }

  let server: Server;
  let changes: number;
  let list: PagedList<Item>;
  const ids = (): string | undefined => list.snapshot?.items.map(({ id }) => id).join('');
  beforeEach(() => {
    server = new Server();
    changes = 0;
    list = new PagedList<Item>({
      pagesAtOnce: 1,
      idOf: ({ id }) => id,
      fetchPage: server.fetchPage,
      clock: { now: () => 1000 },
      onChange: () => (changes += 1),
    });
  });

  it('asks once for all who ask at the same time', async () => {
    const all = Promise.all([list.load(), list.load(), list.refresh()]);
    await settle();
    await server.answer('ab', 'next');
    await all;
    assert.deepEqual([server.asked.length, ids(), list.snapshot?.hasMore], [1, 'ab', true]);
    const more = Promise.all([list.loadMore(), list.loadMore()]);
    await settle();
    await server.answer('c');
    await more;
    assert.deepEqual([server.asked, ids(), list.snapshot?.hasMore], [[undefined, 'next'], 'abc', false]);
  });

  it('knows an empty list from one that was never read', async () => {
    assert.equal(ids(), undefined);
    const loaded = list.load();
    await settle();
    await server.answer('');
    await loaded;
    assert.deepEqual([ids(), list.snapshot?.seenAt, changes], ['', 1000, 1]);
    await list.load();
    assert.equal(server.asked.length, 1);
  });

  it('tries again after a failure, and keeps what it had meanwhile', async () => {
    const first = list.load();
    await settle();
    await server.fail(appError('network', 'cut'));
    await first;
    assert.deepEqual([list.snapshot?.error?.message, list.snapshot?.seenAt, ids()], ['cut', undefined, '']);
    const second = list.refresh();
    await settle();
    await server.answer('a');
    await second;
    const third = list.refresh();
    await settle();
    await server.fail(appError('throttled'));
    await third;
    assert.deepEqual([ids(), list.snapshot?.error?.kind], ['a', 'throttled']);
  });

  it('does not swallow what is no failure of AWS', async () => {
    const loaded = list.load();
    const rejected = assert.rejects(loaded, /bug/);
    await settle();
    await server.fail(new TypeError('bug'));
    await rejected;
    const again = list.load();
    await settle();
    await server.answer('a');
    await again;
    assert.equal(ids(), 'a');
  });

  it('does not take in what was asked for before it was cleared', async () => {
    const late = list.refresh();
    await settle();
    list.clear();
    await server.answer('old');
    await late;
    assert.equal(list.snapshot, undefined);
  });

  it('reads the pages anew that are there, and tells what has left', async () => {
    const read = async (what: () => Promise<unknown>, ...pages: readonly [string, string?][]): Promise<unknown> => {
      const result = what();
      await settle();
      for (const [page, token] of pages) await server.answer(page, token);
      return result;
    };
    await read(() => list.load(), ['ab', '1']);
    await read(() => list.loadMore(), ['cd', '2']);
    // An item was added at the front: page one ends with "a", page two repeats nothing of what is kept.
    const refreshed = await read(() => list.refresh(), ['xa', '1'], ['bd', '2']);
    assert.deepEqual(refreshed, { isChanged: true, lostIds: ['c'] });
    assert.equal(ids(), 'xabd');
    const again = await read(() => list.refresh(), ['xa', '1'], ['ad', '2']);
    assert.deepEqual([again, ids()], [{ isChanged: true, lostIds: ['b'] }, 'xad']);
  });

  it('keeps the pages behind the fifth as they were seen', async () => {
    const extend = async (what: () => Promise<unknown>, page: string, token: string): Promise<void> => {
      const done = what();
      await settle();
      await server.answer(page, token);
      await done;
    };
    await extend(() => list.load(), '0', '1');
    for (let n = 1; n < 8; n += 1) await extend(() => list.loadMore(), String(n), String(n + 1));
    const before = server.asked.length;
    const done = list.refresh();
    await settle();
    for (let n = 0; n < 5; n += 1) await server.answer(String(n), String(n + 1));
    await done;
    assert.deepEqual([server.asked.length - before, ids()], [5, '01234567']);
  });

  it('goes on behind empty pages, but not for ever', async () => {
    const loaded = list.load();
    await settle();
    for (let n = 0; n < 10; n += 1) await server.answer('', String(n));
    await loaded;
    assert.deepEqual([server.asked.length, ids(), list.snapshot?.hasMore], [10, '', true]);
  });

  it('shows what came before the third page failed', async () => {
    list = new PagedList<Item>({
      pagesAtOnce: 3,
      idOf: ({ id }) => id,
      fetchPage: server.fetchPage,
      clock: { now: () => 1000 },
      onChange: () => undefined,
    });
    const loaded = list.load();
    await settle();
    await server.answer('a', '1');
    await server.answer('b', '2');
    await server.fail(new AppError('throttled', 'slow down'));
    await loaded;
    assert.deepEqual([ids(), list.snapshot?.hasMore, list.snapshot?.error?.kind], ['ab', true, 'throttled']);
  });

  it('tells of a change only when something is different', async () => {
    for (let n = 0; n < 3; n += 1) {
      const done = list.refresh();
      await settle();
      await server.answer('ab');
      await done;
    }
    assert.equal(changes, 1);
  });
});
