// How long a large ledger takes to open and to filter, beside what Node itself needs to read and parse its lines.
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inEnglish } from '../../src/app/l10n';
import { RunLedger } from '../../src/app/runs/runLedger';
import { RunsList } from '../../src/app/runs/runsList';
import { LedgerFiles } from '../../src/aws/ledgerFiles';
import { manyRuns } from './manyRuns';

export type LedgerTimes = {
  readonly openMs: number;
  readonly filterMs: number;
  /** To read the lines and to parse them as JSON, and nothing else. */
  readonly yardstickMs: number;
  readonly sizeBytes: number;
  readonly found: number;
};

/** The best of some rounds, in CPU time: what other processes do meanwhile does not count. */
export async function ledgerTimes(runCount: number, rounds: number): Promise<LedgerTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  try {
    const writer = new LedgerFiles(folder);
    await writer.append(manyRuns(runCount, 200, Date.now()));
    await writer.dispose();
    // As it is when it was made small.
    const path = join(folder, 'runs-v1-0-ab.jsonl');
    renameSync(join(folder, writer.window), path);
    const taken: LedgerTimes[] = [];
    for (let round = 0; round < rounds; round += 1) taken.push(await timesOnce(folder, path));
    const least = (pick: (times: LedgerTimes) => number): number => Math.min(...taken.map(pick));
    return {
      ...{ openMs: least(({ openMs }) => openMs), filterMs: least(({ filterMs }) => filterMs) },
      yardstickMs: least(({ yardstickMs }) => yardstickMs),
      ...{ sizeBytes: taken[0]?.sizeBytes ?? 0, found: taken[0]?.found ?? 0 },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timesOnce(folder: string, path: string): Promise<LedgerTimes> {
  let sizeBytes = 0;
  const yardstickMs = await cpuMs(() => {
    const text = readFileSync(path, 'utf8');
    sizeBytes = text.length;
    for (const line of text.split('\n')) if (line !== '') JSON.parse(line);
  });
  const ledger = new RunLedger(new LedgerFiles(folder), () => 20_000);
  const list = new RunsList(ledger, inEnglish, { count: String, dateTime: String, clock: String });
  // Until the view has its first rows.
  const openMs = await cpuMs(async () => {
    await ledger.load(Date.now());
    for (const row of list.shown) list.rowOf(row);
  });
  let found = 0;
  const filterMs = await cpuMs(() => {
    list.setFilter('failed sweep 70');
    found = list.shown.length;
  });
  return { openMs, filterMs, yardstickMs, sizeBytes, found };
}

async function cpuMs(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
