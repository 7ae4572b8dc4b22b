// Finds, starts and stops the local engine: a process that belongs to no window and is shared by all of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineAddress, EnginePort } from '../app/connectionPorts';
import type { Clock } from '../app/ports';
import { AppError, messageOf } from '../core/errors';
import { call } from './call';
import { awsClients, closeClients } from './clients';
import { isAlive, lockHolder, readAnnouncement, readEndReason, readIfThere } from './engineDataDir';

export type LocalEngineOptions = {
  /** dist/engine.js */
  readonly bundlePath: string;
  readonly dataDir: string;
  readonly clock: Clock;
  /** It runs commands on this machine: not for a workspace that is not trusted, even when it runs already. */
  readonly isTrusted: () => boolean;
  /** Read at each start. */
  readonly settings: () => {
    readonly idleMinutes: number;
    readonly runImagesOnHost: boolean;
    readonly allowPrivileged: boolean;
  };
};

/** Replaying a large journal takes seconds on a busy machine. */
const startTimeoutMs = 60_000;
/** Jobs get some seconds to end. */
const stopTimeoutMs = 20_000;
const answerTimeoutMs = 5_000;
const lookEveryMs = 50;
/** What --idle-exit takes; a shorter time than a poll's would end it while it is looked at. */
const [shortestIdleS, longestIdleS] = [1, 86_400];
const logLinesShown = 5;

export class LocalEngine implements EnginePort {
  constructor(private readonly options: LocalEngineOptions) {}

  async start(signal: AbortSignal): Promise<EngineAddress> {
    const { clock, dataDir, isTrusted } = this.options;
    if (!isTrusted()) {
      const text = 'The local engine is not used in Restricted Mode: trust this workspace, or connect to AWS.';
      throw new AppError('untrusted', text);
    }
    const deadlineMs = clock.now() + startTimeoutMs;
    let started: Started | undefined;
    for (;;) {
      const address = await this.find(signal);
      if (address !== undefined) return address;
      // Of two that start at once the data directory's lock lets one go on; it also tells a dead engine from one at work.
      started ??= this.spawn();
      if (started.hasEnded()) {
        if (!started.isTaken()) throw await this.startFailure(started.error);
        if ((await lockHolder(dataDir)) === undefined) started = undefined;
      }
      if (clock.now() > deadlineMs) {
        throw await this.startFailure(new Error(`it did not answer within ${startTimeoutMs / 1000} s`));
      }
      await clock.sleep(lookEveryMs, signal);
    }
  }

  async find(signal: AbortSignal): Promise<EngineAddress | undefined> {
    signal.throwIfAborted();
    const announced = await readAnnouncement(this.options.dataDir);
    if (announced === undefined || !isAlive(announced.pid)) return undefined;
    return (await answers(announced.address, signal)) ? announced.address : undefined;
  }

  async stop(signal: AbortSignal): Promise<boolean> {
    const { clock, dataDir } = this.options;
    const pid = (await this.find(signal)) === undefined ? undefined : await lockHolder(dataDir);
    if (pid === undefined) return false;
    await writeFile(join(dataDir, 'engine.stop'), '', { mode: 0o600 });
    const deadlineMs = clock.now() + stopTimeoutMs;
    while ((await lockHolder(dataDir)) === pid) {
      if (clock.now() > deadlineMs) {
        const advice = `End the process ${pid} yourself; no finished work is lost.`;
        throw new AppError('engine', `The local engine has not ended within ${stopTimeoutMs / 1000} s. ${advice}`);
      }
      await clock.sleep(lookEveryMs, signal);
    }
    return true;
  }

  async readLog(): Promise<string> {
    const parts = await Promise.all([`${this.logPath}.1`, this.logPath].map(readIfThere));
    return parts.join('');
  }

  /** Whether the engine, which is gone, had nothing to do and ended by itself. */
  async hasEndedIdle(): Promise<boolean> {
    return (await readEndReason(this.options.dataDir)) === 'idle';
  }

  private get logPath(): string {
    return join(this.options.dataDir, 'engine.log');
  }

  private spawn(): Started {
    const { bundlePath, dataDir, settings } = this.options;
    const { idleMinutes, runImagesOnHost, allowPrivileged } = settings();
    const idleExitS = Math.min(Math.max(idleMinutes * 60, shortestIdleS), longestIdleS);
    const parameters = [
      ...['--data', dataDir, '--idle-exit', String(idleExitS), '--log', this.logPath],
      ...(runImagesOnHost ? [runOnHost] : []),
      ...(allowPrivileged ? ['--allow-privileged'] : []),
    ];
    let log: number;
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      log = openSync(this.logPath, 'a', 0o600);
    } catch (cause) {
      throw new AppError('engine', `The local engine's folder cannot be written: ${messageOf(cause)}`, { cause });
    }
    try {
      const child = spawn(process.execPath, [bundlePath, ...parameters], {
        // Its own group and no pipes: it outlives the window that started it.
        detached: true,
        stdio: ['ignore', 'ignore', log],
        // Not the workspace, which could not be removed then on Windows.
        cwd: dataDir,
        env: engineEnvironment(),
        windowsHide: true,
      });
      child.unref();
      return new Started(child);
    } finally {
      closeSync(log);
    }
  }

  private async startFailure(cause: Error | undefined): Promise<AppError> {
    const lines = (await this.readLog()).trimEnd().split('\n').slice(-logLinesShown).join('\n');
    const why = cause === undefined ? '' : `: ${cause.message}`;
    return new AppError('engine', `The local engine did not start${why}. Its log ends with: ${lines}`, { cause });
  }
}

/** The process that was started, which may find that it is one too many. */
class Started {
  /** It could not be started at all. */
  error: Error | undefined;

  constructor(private readonly child: ChildProcess) {
    child.once('error', (cause) => (this.error = cause));
  }

  hasEnded(): boolean {
    return this.error !== undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** It gave way to an engine that was there before. */
  isTaken(): boolean {
    return this.child.exitCode === takenExitCode;
  }
}

/** See src/engine/main.ts. */
const takenExitCode = 3;
const runOnHost = '--run-images-on-host';

/** Without what VS Code gives its own processes, and without the AWS settings of the user. */
function engineEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON|AWS)_|^NODE_OPTIONS$/i.test(name));
  // In the desktop product this process is Electron, which is Node only when told so.
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

/** A signed call: another program may have the port, or the process id, of an engine that is gone. */
async function answers({ endpoint, region, ...key }: EngineAddress, signal: AbortSignal): Promise<boolean> {
  const clients = await awsClients({ endpoint, region, credentials: key })();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
  try {
    const command = new clients.sdk.DescribeJobQueuesCommand({ maxResults: 1 });
    await call('reach the local engine', clients.submitter, command, patience);
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    closeClients(clients);
  }
}
