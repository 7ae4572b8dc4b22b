import assert from 'node:assert/strict';
import { effectiveValue, settings } from '../../../src/ui/settings';

describe('the value of a setting', () => {
  const values = (name: keyof typeof settings, given: readonly unknown[]): readonly unknown[] =>
    given.map((value) => effectiveValue(settings[name], value));

  it('stays within its bounds and words, whatever is written into settings.json', () => {
    assert.deepEqual(
      values('awsBatch.runs.keep', [500, 1, 1e9, NaN, '500', null, undefined]),
      [500, 100, 20_000, 2000, 2000, 2000, 2000],
    );
    assert.deepEqual(values('awsBatch.runs.tell', ['all', 'ALL', true, undefined]), ['all', 'off', 'off', 'off']);
    assert.deepEqual(values('awsBatch.localEngine.idleMinutes', [0, 7]), [1, 7]);
  });
});
