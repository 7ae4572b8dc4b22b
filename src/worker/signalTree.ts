// Signals a process and all that it has started.
import { readFileSync, readdirSync } from 'node:fs';

/** Processes that have ended meanwhile are no error. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  // From the top down: a shell that lost its child first would go on with the next command of its list.
  for (const target of [pid, ...descendants(pid)]) {
    try {
      process.kill(target, signal);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
    }
  }
}

/**
 * Linux only, where jobs in containers run: there a stop reaches the first process alone. Elsewhere the worker runs
 * under the local engine, which signals the whole tree itself.
 */
function descendants(ancestor: number): number[] {
  if (process.platform !== 'linux') return [];
  const childrenOf = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      // Field 4 is the parent; the name in field 2 may hold blanks and parentheses.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
    } catch {
      // The process ended while the list was read.
    }
  }
  const found = [ancestor];
  for (const pid of found) found.push(...(childrenOf.get(pid) ?? []));
  return found.slice(1);
}
