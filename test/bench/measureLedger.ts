// What a ledger of many runs costs when the Runs view opens, and when it is filtered.
import { ledgerTimes } from '../support/ledgerTimes';
import type { Report } from './measurement';

const runCount = 10_000;
const aimedMs = 1000;

export async function measureLedger(rounds: number, report: Report): Promise<void> {
  const { openMs, filterMs, yardstickMs, sizeBytes } = await ledgerTimes(runCount, rounds);
  const beside = { what: 'reading and parsing its lines', value: yardstickMs };
  const detail = { sizeBytes };
  for (const [what, value] of [
    ['opening', openMs],
    ['filtering', filterMs],
  ] as const) {
    report({
      ...{ measure: `${what} a ledger of ${runCount} runs, CPU time`, value, unit: 'ms', beside, detail },
      figure: { kind: 'ratio', value: value / yardstickMs },
      aim: { text: `< ${aimedMs} ms`, isMet: value < aimedMs },
    });
  }
}
