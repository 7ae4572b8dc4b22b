// 10,000 runs with all that is kept of them: opened and filtered in no more than a few times what reading JSON takes.
import assert from 'node:assert/strict';
import { ledgerTimes } from '../../../support/ledgerTimes';

/** On two shared cores the yardstick takes some 270 ms, opening some 830: CPU time, in which collecting garbage counts twice. */
const maxOpening = 5;
const maxFiltering = 0.5;

describe('a ledger of 10,000 runs', function () {
  this.timeout(120_000);

  it('opens and filters within a second', async () => {
    const { openMs, filterMs, yardstickMs, sizeBytes, found } = await ledgerTimes(10_000, 2);
    const text = [openMs, filterMs, yardstickMs].map((ms) => `${ms.toFixed(0)} ms`).join(', ');
    process.stdout.write(`      open, filter, yardstick: ${text}; ${(sizeBytes / 1e6).toFixed(0)} MB\n`);
    assert.equal(found, 18);
    assert.ok(openMs < maxOpening * yardstickMs, text);
    assert.ok(filterMs < maxFiltering * yardstickMs, text);
  });
});
