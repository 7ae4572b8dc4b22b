// Runs a program to its end and shows what it prints: in the terminal, or piece by piece to whoever wants it later.
import { spawn } from 'node:child_process';

/** How long output may still come after the end: something that was left running may hold the pipe open for ever. */
const drainMs = 2_000;

export type ShownRun = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Undefined: it writes to the terminal itself. */
  readonly onText: ((text: string) => void) | undefined;
};

/** @returns the exit code; undefined when a signal ended it */
export function runShown({ command, args, env, onText }: ShownRun): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: onText ? ['ignore', 'pipe', 'pipe'] : 'inherit', env });
    const streams = [child.stdout, child.stderr];
    if (onText !== undefined) for (const stream of streams) stream?.setEncoding('utf8').on('data', onText);
    child.once('error', reject).once('exit', (code) => {
      const end = (): void => {
        clearTimeout(timer);
        for (const stream of streams) stream?.destroy();
        resolve(code ?? undefined);
      };
      const timer = setTimeout(end, drainMs);
      child.once('close', end);
    });
  });
}
