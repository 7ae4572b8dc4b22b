// Ends the local engine that an extension under test has started, with its jobs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until';

/** @param dataDir of a test's own: AWS_BATCH_EXPLORER_DATA */
export async function endEngine(dataDir: string): Promise<void> {
  const lockPath = join(dataDir, 'engine.lock');
  if (!existsSync(lockPath)) return;
  const { pid } = JSON.parse(readFileSync(lockPath, 'utf8')) as { readonly pid: number };
  try {
    process.kill(pid, 'SIGTERM');
  } catch (cause) {
    // It was killed by the test.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ESRCH') return;
    throw cause;
  }
  await until(20_000, 'the engine has ended', () => isGone(pid));
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}
