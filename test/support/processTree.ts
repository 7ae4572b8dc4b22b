// Ends a child process with all that it started.
import { type ChildProcess, spawnSync } from 'node:child_process';

/** How long a tree may take to end by itself. */
const graceMs = 3_000;

/** The child must have been spawned `detached` where there are process groups. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  signalTree(child.pid, 'SIGTERM');
  const last = setTimeout(() => signalTree(child.pid, 'SIGKILL'), graceMs);
  await exit;
  clearTimeout(last);
  // The first process may have ended before what it started.
  signalTree(child.pid, 'SIGKILL');
}

function signalTree(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    // The group has gone between the look and the signal.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}
