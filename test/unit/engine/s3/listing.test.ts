import assert from 'node:assert/strict';
import { commonPrefixOf, listPage } from '../../../../src/engine/s3/listing';
import { OrderedKeys, compareUtf8, endOfPrefix } from '../../../../src/engine/s3/orderedKeys';

const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Small numbers that look random and are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
}

const alphabet = ['a', 'b', '/', '-', 'é', '\uD7FF', '\uE000', '\uFFFF', '\u{10000}', '\u{1F600}', '\u{10FFFF}'];
const randomKey = (next: (below: number) => number): string =>
  Array.from({ length: 1 + next(6) }, () => alphabet[next(alphabet.length)] ?? 'a').join('');

describe('compareUtf8', () => {
  it('orders as the bytes of UTF-8 do', () => {
    const next = numbers(1);
    for (let count = 0; count < 5000; count += 1) {
      const [a, b] = [randomKey(next), randomKey(next)];
      assert.equal(Math.sign(compareUtf8(a, b)), compareBytes(a, b), JSON.stringify([a, b]));
    }
  });
});

describe('endOfPrefix', () => {
  it('stands directly behind all that begin with the prefix', () => {
    for (const character of alphabet) {
      const prefix = `x${character}`;
      const end = endOfPrefix(prefix);
      assert.ok(compareBytes(`${prefix}\u{10FFFF}\u{10FFFF}`, end) < 0);
      assert.ok(!end.startsWith(prefix));
      assert.ok(compareBytes(prefix, end) < 0);
    }
  });
});

describe('listPage', () => {
  /** The same by the simplest means: all names of a listing, in order. */
  function naive(keys: readonly string[], prefix: string, delimiter: string): string[] {
    const names = keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => commonPrefixOf(key, prefix, delimiter) ?? key);
    return [...new Set(names)].sort(compareBytes);
  }

  it('gives, page by page, what a naive listing gives', () => {
    const next = numbers(7);
    for (let round = 0; round < 60; round += 1) {
      const keys = [...new Set(Array.from({ length: 80 }, () => randomKey(next)))];
      const entries = new OrderedKeys();
      // Neighbours that must not be seen.
      for (const bucket of ['buck', 'buck-', 'buck0', 'buc']) {
        for (const key of bucket === 'buck' ? keys : ['a', 'z']) entries.update(`${bucket}/${key}`, true);
      }
      for (const prefix of ['', 'a', '/', 'é', '\u{10FFFF}']) {
        for (const delimiter of ['', '/', 'a', '\u{10FFFF}']) {
          const found: string[] = [];
          for (let after: string | undefined = ''; after !== undefined;) {
            const page = listPage(entries, { bucket: 'buck', prefix, delimiter, after, limit: 1 + next(4) });
            found.push(...[...page.keys, ...page.commonPrefixes].sort(compareBytes));
            after = page.next;
          }
          assert.deepEqual(found, naive(keys, prefix, delimiter));
        }
      }
    }
  });

  it('does not look at what a common prefix hides', () => {
    let looked = 0;
    class Counting extends OrderedKeys {
      override *from(lowest: string): Generator<string, undefined> {
        for (const key of super.from(lowest)) {
          looked += 1;
          yield key;
        }
        return undefined;
      }
    }
    const entries = new Counting();
    for (let folder = 0; folder < 5; folder += 1) {
      for (let file = 0; file < 10_000; file += 1) entries.update(`buck/folder${folder}/${file}`, true);
    }
    const request = { bucket: 'buck', prefix: '', delimiter: '/', after: '', limit: 1000 };
    assert.equal(listPage(entries, request).commonPrefixes.length, 5);
    assert.ok(looked <= 10, `looked at ${looked} keys`);
  });
});
