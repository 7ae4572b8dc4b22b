// What a process uses: memory, and CPU time with and without that of its ended children. Linux tells; others do not.
import { readFileSync } from 'node:fs';

/** `getconf CLK_TCK`: 100 on every Linux that Node runs on. */
const msPerTick = 10;

export type CpuTime = { readonly ownMs: number; readonly endedChildrenMs: number };

/** Undefined where the platform does not tell. */
export function cpuTimeOf(pid: number): CpuTime | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in parentheses, with whatever is in it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // man 5 proc: utime, stime, cutime, cstime are fields 14 to 17.
  const ticks = fields.slice(11, 15).map(Number);
  const sum = (from: number): number => ((ticks[from] ?? 0) + (ticks[from + 1] ?? 0)) * msPerTick;
  return { ownMs: sum(0), endedChildrenMs: sum(2) };
}

export function cpuBetween(before: CpuTime | undefined, after: CpuTime | undefined): CpuTime | undefined {
  if (before === undefined || after === undefined) return undefined;
  return { ownMs: after.ownMs - before.ownMs, endedChildrenMs: after.endedChildrenMs - before.endedChildrenMs };
}

/** Resident memory in bytes; undefined where the platform does not tell. */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

/** Watches the memory of a process while something runs. @returns the most it was seen to use. */
export async function peakMemoryDuring(pid: number, action: () => Promise<void>): Promise<number | undefined> {
  let peak = memoryOf(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak ?? 0, memoryOf(pid) ?? 0) || undefined;
  }, 20);
  try {
    await action();
  } finally {
    clearInterval(timer);
  }
  return peak;
}
