import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store, type Table } from '../../../../src/engine/store/store';

type Item = { readonly name: string; readonly size?: number };

describe('store', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function open(): { readonly store: Store; readonly items: Table<Item>; readonly seen: string[] } {
    const store = new Store(folder);
    const seen: string[] = [];
    const items = store.table<Item>('items', (key, before, after) => {
      seen.push(`${key}: ${before?.name ?? '-'} -> ${after?.name ?? '-'}`);
    });
    store.open();
    return { store, items, seen };
  }
  const journal = (): string => join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');

  it('finds every change again, without having been closed', () => {
    const { store, items } = open();
    store.commit(items.put('a', { name: 'one', size: 1 }), items.put('b', { name: 'two' }));
    store.commit(items.patch('a', { name: 'uno', size: null }));
    store.commit(items.delete('b'));
    const again = open();
    assert.deepEqual([...again.items.records], [['a', { name: 'uno' }]]);
    assert.deepEqual(again.seen, ['a: - -> one', 'b: - -> two', 'a: one -> uno', 'b: two -> -']);
  });

  it('loses a torn record as a whole, and takes new ones after it', () => {
    const { store, items } = open();
    store.commit(items.put('a', { name: 'one' }));
    const wholeBytes = statSync(journal()).size;
    store.commit(items.put('b', { name: 'two' }), items.put('c', { name: 'three' }));
    for (let bytes = statSync(journal()).size - 1; bytes > wholeBytes; bytes -= 7) {
      truncateSync(journal(), bytes);
      const again = open();
      assert.deepEqual([...again.items.records.keys()], ['a']);
      again.store.close();
      appendFileSync(journal(), '[["items","b","put",{"name":"tw');
    }
    const last = open();
    last.store.commit(last.items.put('d', { name: 'four' }));
    assert.deepEqual([...open().items.records.keys()], ['a', 'd']);
  });

  it('rewrites a journal that holds mostly what is gone, and loses nothing by it', () => {
    const { store, items } = open();
    const text = 'x'.repeat(10_000);
    for (let n = 0; n < 50; n += 1) store.commit(items.put(`k${n}`, { name: String(n) }));
    for (let n = 0; n < 2000; n += 1) store.commit(items.patch(`k${n % 50}`, { name: `${n}${text}` }));
    const files = readdirSync(folder);
    assert.equal(files.length, 1, files.join());
    assert.ok(statSync(journal()).size < 9 * 1024 * 1024, 'the journal was rewritten');
    assert.equal(open().items.get('k49')?.name, `1999${text}`);
  });

  it('is not confused by what a kill in the middle of a rewrite leaves', () => {
    const { store, items } = open();
    store.commit(items.put('a', { name: 'old' }));
    store.close();
    appendFileSync(join(folder, 'snapshot.tmp'), '[["items","a","put",{"name":"half');
    appendFileSync(join(folder, 'state.1.jsonl'), `${JSON.stringify([['items', 'a', 'put', { name: 'new' }]])}\n`);
    assert.equal(open().items.get('a')?.name, 'new');
    assert.deepEqual(readdirSync(folder), ['state.1.jsonl']);
  });

  it('does not change anything that it could not write', () => {
    const { store, items } = open();
    store.commit(items.put('a', { name: 'one' }));
    const circular: { name: string; self?: unknown } = { name: 'two' };
    circular.self = circular;
    assert.throws(() => store.commit(items.put('a', circular)));
    assert.equal(items.get('a')?.name, 'one');
    assert.equal(readFileSync(journal(), 'utf8').trim().split('\n').length, 1);
  });
});
