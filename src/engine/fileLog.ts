// The engine's log in a file of bounded size, for an engine that nobody's terminal listens to.
import { appendFileSync, renameSync, statSync } from 'node:fs';
import { type Log, formatLine } from './log';

const maxBytes = 1024 * 1024;

/** When the file is full it becomes `<path>.1`, in place of the one before: both together are what is kept. */
export function fileLog(path: string): Log {
  let sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const write = (line: string): void => {
    try {
      if (sizeBytes > maxBytes) {
        renameSync(path, `${path}.1`);
        sizeBytes = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(line);
    } catch {
      // A full disk must not end the engine for the sake of its log; the store tells of it where it matters.
    }
  };
  return {
    info: (message) => write(formatLine('info', message)),
    error: (message, cause) => write(formatLine('error', message, cause)),
  };
}
