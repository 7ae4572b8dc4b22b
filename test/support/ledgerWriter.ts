// A process that writes runs into a ledger, one after another, and says which are on the disk: `ledgerWriter.ts FOLDER NAME`.
import { LedgerFiles } from '../../src/aws/ledgerFiles';

async function main(folder: string, name: string): Promise<void> {
  const files = new LedgerFiles(folder);
  const facts = { jobName: 'x'.repeat(2000), origin: 'job' as const, connection: { kind: 'local' as const } };
  // As long as a line gets: a kill meets the middle of it.
  const durations = { unitMs: 1, list: '9999 '.repeat(10_000).trim() };
  const children = { told: 10_000, exitCodes: {}, slowest: [], durations };
  const end = { jobs: [], children, failures: [], logs: [], missing: [] };
  for (let number = 0; ; number += 1) {
    const id = `${name}-${number}`;
    await files.append([
      { kind: 'run', id, at: number, facts },
      { kind: 'end', id, at: number, end },
    ]);
    process.stdout.write(`${id}\n`);
  }
}

const [folder = '', name = ''] = process.argv.slice(2);
void main(folder, name);
