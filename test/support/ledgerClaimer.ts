// A process that claims each run of a ledger, whoever else does so, and says which it has got: `ledgerClaimer.ts FOLDER`.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RunLedger } from '../../src/app/runs/runLedger';
import { LedgerFiles } from '../../src/aws/ledgerFiles';

async function main(folder: string): Promise<void> {
  const files = new LedgerFiles(folder);
  const ledger = new RunLedger(files, () => 100);
  await ledger.load(0);
  for (const { id } of ledger.runs) {
    while (ledger.get(id)?.toldBy === undefined) {
      const isFree = (): boolean => ledger.get(id)?.toldBy === undefined;
      const claimed = await ledger.claim(() => (isFree() ? [{ kind: 'told', id, at: 1, by: ledger.window }] : []));
      for (const entry of claimed) process.stdout.write(`${entry.id}\n`);
      await nextTurn();
    }
  }
  await files.dispose();
}

void main(process.argv[2] ?? '');
