// The engine as users start it: dist/engine.js in a process of its own, which a test may kill.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Clients, clientsOf } from './testEngine';
import type { ReadyLine } from '../../src/engine/dataDir';

const enginePath = resolve(__dirname, '../../dist/engine.js');

export type EngineProcess = Clients & {
  readonly ready: ReadyLine;
  readonly process: ChildProcess;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. @returns the exit code. */
  stop(): Promise<number | null>;
};

/** @throws Error with what the engine wrote on stderr when it ends instead of being ready. */
export function startEngineProcess(dataDir: string, ...options: readonly string[]): Promise<EngineProcess> {
  return startEngineProcessWith({}, dataDir, ...options);
}

/** @param env beside that of this process */
export async function startEngineProcessWith(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  ...options: readonly string[]
): Promise<EngineProcess> {
  const child = spawn(process.execPath, [enginePath, '--data', dataDir, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const exited = once(child, 'exit');
  const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const first = await Promise.race([firstLine, exited.then(() => undefined)]);
  if (first === undefined) throw new Error(errors.join(''));
  const ready = JSON.parse(first[0]) as ReadyLine;
  const clients = clientsOf({ ready });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await exited;
    for (const client of Object.values(clients)) client.destroy();
    return child.exitCode;
  };
  return {
    ...clients,
    ready,
    process: child,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}
