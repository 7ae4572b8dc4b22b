// Starts the local engine as a process of its own in a temporary folder, and ends it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError, messageOf } from '../core/errors';

/** The line that the engine prints when it is ready. */
export type EngineReady = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pid: number;
};

const startTimeoutMs = 30_000;
const stopTimeoutMs = 15_000;
const logLinesShown = 5;

export class EngineProcess {
  private constructor(
    readonly ready: EngineReady,
    /** Holds the engine's data and its log; nothing else of the demo is on the disk. */
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /**
   * @param bundle path of dist/engine.js
   * @throws AppError `engine` with what the engine said; the signal's reason. Nothing is left of it then.
   */
  static async start(bundle: string, signal: AbortSignal): Promise<EngineProcess> {
    signal.throwIfAborted();
    if (!existsSync(bundle)) throw new AppError('engine', `${bundle} is missing. Build it: npm run build`);
    const folder = mkdtempSync(join(tmpdir(), 'aws-batch-demo-'));
    const child = spawnEngine(bundle, folder);
    try {
      return new EngineProcess(await readyLine(child, folder, signal), folder, child);
    } catch (cause) {
      await end(child);
      removeFolder(folder);
      throw cause;
    }
  }

  /** Calls back when the engine ends without having been asked to. */
  onUnexpectedEnd(callback: (error: AppError) => void): void {
    this.child.once('exit', (code, signal) => {
      if (this.isStopping) return;
      const how = signal === null ? `exit code ${String(code)}` : signal;
      callback(new AppError('engine', `The local engine ended (${how}). ${lastLogLines(this.folder)}`));
    });
  }

  /** Ends the engine and its jobs, and removes everything it kept. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await end(this.child);
    removeFolder(this.folder);
  }

  /** At once, for a user who will not wait. */
  kill(): void {
    this.isStopping = true;
    this.child.kill('SIGKILL');
    removeFolder(this.folder);
  }

  /** Lets this process end while the engine goes on. */
  leaveRunning(): void {
    this.isStopping = true;
    this.child.unref();
  }

  private isStopping = false;
}

function spawnEngine(bundle: string, folder: string): ChildProcess {
  // A file, not a pipe: an engine that is left running must not lose the reader of its log.
  const log = openSync(join(folder, 'engine.log'), 'a');
  try {
    return spawn(process.execPath, [bundle, '--port', '0', '--data', join(folder, 'data')], {
      stdio: ['ignore', 'pipe', log],
      // In a group of its own: Ctrl-C reaches the demo only, which then stops the jobs before the engine.
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(log);
  }
}

async function readyLine(child: ChildProcess, folder: string, signal: AbortSignal): Promise<EngineReady> {
  const { stdout } = child;
  if (stdout === null) throw new AppError('engine', 'The local engine has no output.');
  const lines = createInterface({ input: stdout });
  const timeout = AbortSignal.timeout(startTimeoutMs);
  const isOver = AbortSignal.any([signal, timeout]);
  try {
    const line = await Promise.race([
      once(lines, 'line', { signal: isOver }),
      once(child, 'exit', { signal: isOver }).then(() => undefined),
    ]);
    if (line === undefined) {
      throw new AppError('engine', `The local engine did not start. ${lastLogLines(folder)}`);
    }
    return JSON.parse(String(line[0])) as EngineReady;
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    const why = timeout.aborted ? `it took more than ${startTimeoutMs / 1000} s` : messageOf(cause);
    throw new AppError('engine', `The local engine did not start: ${why}. ${lastLogLines(folder)}`, { cause });
  } finally {
    lines.close();
    // The pipe would keep this process alive as long as the engine.
    stdout.destroy();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exit;
  clearTimeout(timer);
}

function removeFolder(folder: string): void {
  try {
    // Windows refuses while the last handles of an ended process are being closed.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (cause) {
    throw new AppError('engine', `The engine has ended; remove its folder yourself: ${messageOf(cause)}`, { cause });
  }
}

function lastLogLines(folder: string): string {
  const lines = readFileSync(join(folder, 'engine.log'), 'utf8').trimEnd().split('\n').slice(-logLinesShown);
  return `Its log ends with:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
