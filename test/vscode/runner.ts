// The entry that VS Code loads: runs the bundled test files that lie beside it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { runMocha } from '../support/runMocha';
import { printTestLine } from '../support/testLine';

/** Called by VS Code; a rejection makes it exit with a failure. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => printTestLine(format(...values));
  const files = readdirSync(__dirname)
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => join(__dirname, name));
  const { failed } = await runMocha({ files, timeoutMs: 60_000 });
  if (failed > 0) throw new Error(`${failed} failed`);
}
