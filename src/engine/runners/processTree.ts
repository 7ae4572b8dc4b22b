// Finds and signals all processes of an attempt, also those that left its process group.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Set in each attempt's environment, and inherited by whatever it starts: how its processes are known on Linux. */
export const taskVariable = 'BATCH_ENGINE_TASK';

type TreeSignal = 'SIGTERM' | 'SIGKILL';

/**
 * Signals the process group that `pid` leads and every process that descends from the attempt.
 * A process that is gone is no error: it may end at any moment.
 */
export function signalTree(pid: number, taskId: string, signal: TreeSignal): void {
  if (process.platform === 'win32') {
    // Console programs take no polite request on Windows: both signals end them.
    execFile('taskkill', ['/T', '/F', '/PID', String(pid)], () => undefined);
    return;
  }
  send(-pid, signal);
  const others = process.platform === 'linux' ? pidsOfTasks((id) => id === taskId) : descendantsOf(pid);
  for (const other of others) if (other !== pid) send(other, signal);
}

/** Ends what the attempt's own processes left behind in its process group. Costs one system call. */
export function killGroup(pid: number): void {
  if (process.platform !== 'win32') send(-pid, 'SIGKILL');
}

/** Linux: ids of the processes whose environment names a task that `isWanted`. */
export function pidsOfTasks(isWanted: (taskId: string) => boolean): readonly number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const taskId = taskOf(name);
    return taskId !== undefined && isWanted(taskId) ? [Number(name)] : [];
  });
}

function taskOf(pid: string): string | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    const start = `\0${environment}`.indexOf(`\0${taskVariable}=`);
    if (start === -1) return undefined;
    return environment.slice(start + taskVariable.length + 1).split('\0', 1)[0];
  } catch {
    // The process has ended, or belongs to another user: not ours either way.
    return undefined;
  }
}

/** macOS and other POSIX systems: walks the table of processes. */
function descendantsOf(pid: number): readonly number[] {
  const table = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' });
  const children = new Map<number, number[]>();
  for (const line of table.trim().split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const own = children.get(next) ?? [];
    found.push(...own);
    open.push(...own);
  }
  return found;
}

function send(pid: number, signal: TreeSignal): void {
  // 0 and -1 mean "my own group" and "everything that I may signal".
  if (Math.abs(pid) <= 1) throw new RangeError(`${pid} is not the id of an attempt's process`);
  try {
    process.kill(pid, signal);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw cause;
  }
}
