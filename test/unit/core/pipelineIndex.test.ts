import assert from 'node:assert/strict';
import {
  childAt,
  formatIndexMap,
  formatIndexRecord,
  indexRecordBytes,
  parseIndexRecord,
} from '../../../src/core/pipelineContract';
import { indexChunks, indexSizeBytes } from '../../../src/core/pipelineIndex';
import { seededRandom } from './planFixture';

describe('the index of a pipeline', () => {
  it('has the record of each child at its place, in chunks that stay small', () => {
    const ranges = Array.from({ length: 10_000 }, (_, i) => ({ start: i * 1e10, end: (i + 1) * 1e10 }));
    const chunks = [...indexChunks(ranges)];
    assert.ok(chunks.every((chunk) => chunk.length <= 64 * 1024));
    const index = Buffer.concat(chunks);
    assert.equal(index.length, indexSizeBytes(10_000));
    for (const child of [0, 1, 2047, 2048, 9999]) {
      const record = index.subarray(child * indexRecordBytes, (child + 1) * indexRecordBytes).toString();
      assert.deepEqual(parseIndexRecord(record), ranges[child]);
    }
  });

  it('expresses offsets up to 15 digits', () => {
    const range = { start: 10 ** 15 - 2, end: 10 ** 15 - 1 };
    assert.equal(formatIndexRecord(range).length, indexRecordBytes);
    assert.deepEqual(parseIndexRecord(formatIndexRecord(range)), range);
    assert.throws(() => parseIndexRecord(''), RangeError);
  });
});

describe('the index map', () => {
  it('gives back the children it was made of, in their order', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 200; round++) {
      const children = Array.from({ length: 100 }, (_, child) => child).filter(() => random(3) === 0);
      if (children.length === 0) continue;
      const map = formatIndexMap(children);
      assert.deepEqual(
        children.map((_, index) => childAt(map, index)),
        children,
      );
      assert.throws(() => childAt(map, children.length), /is not in it/);
    }
    assert.equal(formatIndexMap([3, 17, 20, 21, 22]), '3,17,20-22');
  });

  it('refuses what is none', () => {
    for (const wrong of ['', 'a', '1,', '1-', '-1', '1;2']) assert.throws(() => childAt(wrong, 9), RangeError, wrong);
  });
});
