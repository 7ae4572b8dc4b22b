// Tells whether a process id still means the process it meant when it was written down.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When the process started, in the platform's own words (only ever compared with itself); `''` when there is none.
 * A process id is used again after its process has ended, the pair of both is not.
 */
export function processStartTime(pid: number): string {
  try {
    if (process.platform === 'linux') {
      // Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and parentheses.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields[0] === 'Z' ? undefined : fields[19];
      // Ticks count from the boot: the same number can come again after the next one.
      return ticks === undefined ? '' : `${ticks}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
    }
    if (process.platform === 'win32') {
      const query = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
      return run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query]);
    }
    return run('ps', ['-o', 'lstart=', '-p', String(pid)]);
  } catch {
    // The process is gone: that is the answer, not a fault.
    return '';
  }
}

function run(command: string, parameters: readonly string[]): string {
  return execFileSync(command, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
