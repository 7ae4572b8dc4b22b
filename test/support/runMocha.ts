// Runs test files with mocha and says how many passed and failed: in a process of their own, or inside VS Code.
import { readFileSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export type Counts = { readonly passed: number; readonly failed: number };

/** Environment variable: the file in which the counts are left for the process that started this one. */
export const countsFileVariable = 'TEST_COUNTS_FILE';

export type MochaRun = {
  /** Absolute paths of JavaScript, or of TypeScript where a loader for it is registered. */
  readonly files: readonly string[];
  readonly timeoutMs: number;
};

/** Failing hooks count as failures; a pending or an exclusive test is one too. */
export async function runMocha({ files, timeoutMs }: MochaRun): Promise<Counts> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: timeoutMs,
    reporter: 'spec',
    color: process.stdout.isTTY,
    forbidOnly: true,
    forbidPending: true,
  });
  for (const file of files) mocha.addFile(file);
  const counts = await new Promise<Counts>((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
  const countsFile = process.env[countsFileVariable];
  if (countsFile !== undefined) writeFileSync(countsFile, JSON.stringify(counts));
  return counts;
}

/** @returns undefined when the run died before it could count. */
export function readCounts(countsFile: string): Counts | undefined {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8')) as Counts;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}
