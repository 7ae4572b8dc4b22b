import assert from 'node:assert/strict';
import { compactTimestamp, formatBytes, formatDuration } from '../../../src/core/time';

describe('time', () => {
  it('writes durations as people read them', () => {
    const second = 1000;
    const durations = [0, 940, 9_949, 9_950, 59_499, 59_500, 185 * second, 3_599_600, 7_620 * second];
    assert.deepEqual(durations.map(formatDuration), [
      '0.0 s',
      '0.9 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '2 h 07 min',
    ]);
  });

  it('writes sizes', () => {
    const sizes = [0, 1023, 1024, 1024 ** 2 - 1, 1024 ** 2, 1.5 * 1024 ** 3, 1024 ** 5];
    assert.deepEqual(sizes.map(formatBytes), [
      '0 B',
      '1023 B',
      '1.0 KiB',
      '1.0 MiB',
      '1.0 MiB',
      '1.5 GiB',
      '1024.0 TiB',
    ]);
  });

  it('writes timestamps that sort and are safe in names', () => {
    assert.equal(compactTimestamp(Date.UTC(2026, 10, 24, 4, 15, 2, 999)), '20261124T041502');
  });
});
