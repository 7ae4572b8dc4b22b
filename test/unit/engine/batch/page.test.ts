import assert from 'node:assert/strict';
import { page } from '../../../../src/engine/batch/checks';

describe('page', () => {
  const itself = (item: string): string => item;

  it('gives all in the order of their keys, and no token at the end', () => {
    assert.deepEqual(page(['c', 'a', 'b'], itself, {}), { items: ['a', 'b', 'c'] });
    assert.deepEqual(page(['c', 'a', 'b'], itself, { maxResults: 3 }), { items: ['a', 'b', 'c'] });
    assert.deepEqual(page([], itself, { maxResults: 1 }), { items: [] });
  });

  it('goes on where it was, whatever came or went in between', () => {
    const first = page(['a', 'b', 'd', 'e'], itself, { maxResults: 2 });
    assert.deepEqual(first.items, ['a', 'b']);
    const { nextToken } = first;
    assert.deepEqual(page(['a', 'd', 'e'], itself, { maxResults: 2, nextToken }).items, ['d', 'e']);
    assert.deepEqual(page(['a', 'b', 'c', 'd'], itself, { maxResults: 2, nextToken }).items, ['c', 'd']);
    assert.deepEqual(page(['a'], itself, { maxResults: 2, nextToken }), { items: [] });
  });

  it('refuses a token that it did not make', () => {
    assert.throws(() => page(['a'], itself, { nextToken: 'YQ' }), /nextToken is not valid/);
  });
});
