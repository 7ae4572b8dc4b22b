// Runs tests in Python with pytest and says how many passed and failed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from './runMocha';
import { runShown } from './runShown';

/** The command. */
export const python = process.platform === 'win32' ? 'python' : 'python3';

/** Those of the Python modules that are not installed; all of them without Python. */
export function missingModules(modules: readonly string[]): readonly string[] {
  return modules.filter((name) => spawnSync(python, ['-c', `import ${name}`]).status !== 0);
}

/** What pytest prints goes to stdout, or to `onText`; tests that it skips are named there and count as neither. */
export async function runPytest(folder: string, onText?: (text: string) => void): Promise<Counts> {
  const reports = mkdtempSync(join(tmpdir(), 'pytest-'));
  const report = join(reports, 'junit.xml');
  // -rs names what was skipped, and why; no caches are left in the project.
  const args = ['-m', 'pytest', folder, '-rs', '-p', 'no:cacheprovider', `--junitxml=${report}`];
  try {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
    const exitCode = await runShown({ command: python, args, env, onText });
    const { passed, failed } = countsIn(readFileSync(report, 'utf8'));
    return { passed, failed: exitCode === 0 ? failed : Math.max(failed, 1) };
  } finally {
    rmSync(reports, { recursive: true });
  }
}

function countsIn(report: string): Counts {
  const count = (name: string): number => Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(report)?.[1]);
  const failed = count('failures') + count('errors');
  return { passed: count('tests') - failed - count('skipped'), failed };
}
