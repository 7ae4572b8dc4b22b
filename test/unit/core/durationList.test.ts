import assert from 'node:assert/strict';
import { decodeDurations, encodeDurations, quantile } from '../../../src/core/durationList';

describe('a list of durations', () => {
  it('comes back within a ten-thousandth of the longest, with those that there are not', () => {
    for (const scale of [1, 1000, 3_600_000]) {
      const durations = [0, 7, 12.4, undefined, 350].map((value) => (value === undefined ? value : value * scale));
      const read = decodeDurations(encodeDurations(durations));
      assert.equal(read.length, durations.length);
      for (const [index, duration] of durations.entries()) {
        const back = read[index];
        if (duration === undefined || back === undefined) assert.equal(back, duration);
        else assert.ok(Math.abs(back - duration) <= Math.max(0.5, 350 * scale * 1e-3), `${duration} came as ${back}`);
      }
    }
  });

  it('is short for ten thousand children', () => {
    assert.ok(encodeDurations(Array.from({ length: 10_000 }, (_, n) => n * 3_600)).list.length <= 50_000);
  });

  it('has quantiles that are among its values', () => {
    assert.deepEqual([quantile([3, 1, 2], 0.5), quantile([4, 1, 2, 3], 0.95), quantile([], 0.5)], [2, 4, undefined]);
  });
});
