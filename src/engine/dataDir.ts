// The engine's data directory: its lock, its credentials, and the file by which clients find a running engine.
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from './signedRequest';
import { processStartTime } from './runners/processIdentity';

/** Written to `engine.json` and, as one line, to stdout when the engine is ready. */
export type ReadyLine = {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly dataDir: string;
  readonly pid: number;
};

/** A fault of the start that the user can mend; its text is all that is shown. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartError';
  }
}

/** An engine works on the data directory already: whoever wanted one can use that. */
export class TakenError extends StartError {
  constructor(pid: number, dataDir: string) {
    super(`Another engine (process ${pid}) works on ${dataDir}. Use that one, stop it, or choose another --data.`);
    this.name = 'TakenError';
  }
}

/** Where the engine keeps its data unless told otherwise: the platform's place for an application's data. */
export function defaultDataDir(): string {
  const name = 'aws-batch-explorer';
  if (process.platform === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), name);
}

/**
 * Takes the directory for this process.
 * @returns a function that gives it back.
 * @throws StartError when it cannot be written or another engine works on it.
 */
export function lockDataDir(dataDir: string): () => void {
  const lockPath = join(dataDir, 'engine.lock');
  const mine = `${lockPath}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: processStartTime(process.pid) }), {
      mode: 0o600,
    });
  } catch (cause) {
    throw new StartError(
      `The data directory cannot be written: ${messageOf(cause)}. Choose another one with --data.`,
      cause,
    );
  }
  try {
    // A link appears whole or not at all, and never replaces a file.
    for (let tries = 0; ; tries += 1) {
      try {
        linkSync(mine, lockPath);
        break;
      } catch (cause) {
        if (!isCode(cause, 'EEXIST') || tries > 5) throw cause;
        removeStaleLock(lockPath, dataDir);
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lockPath, { force: true });
}

/** A lock of a process that is gone (kill -9, power loss) is moved away; of two that try, one succeeds. */
function removeStaleLock(lockPath: string, dataDir: string): void {
  const holder = readLock(lockPath);
  if (holder !== undefined && holder.startedAt !== '' && processStartTime(holder.pid) === holder.startedAt) {
    throw new TakenError(holder.pid, dataDir);
  }
  const aside = `${lockPath}.stale.${process.pid}`;
  try {
    renameSync(lockPath, aside);
    rmSync(aside, { force: true });
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) throw cause;
  }
}

function readLock(lockPath: string): { readonly pid: number; readonly startedAt: string } | undefined {
  try {
    return JSON.parse(readFileSync(lockPath, 'utf8')) as { pid: number; startedAt: string };
  } catch {
    // Gone meanwhile, or torn by the death of the machine: not held either way.
    return undefined;
  }
}

/** The credentials of this data directory, made at the first start; only the user can read the file. */
export function loadCredentials(dataDir: string): Credentials {
  const path = join(dataDir, 'credentials.json');
  try {
    const credentials = JSON.parse(readFileSync(path, 'utf8')) as Credentials;
    chmodSync(path, 0o600);
    return credentials;
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) {
      throw new StartError(
        `${path} cannot be read: ${messageOf(cause)}. Remove it to have new credentials made.`,
        cause,
      );
    }
  }
  const credentials: Credentials = {
    // Access key ids of AWS begin with AKIA; LKIA can never be one of theirs.
    accessKeyId: `LKIA${randomBytes(10).toString('hex').toUpperCase().slice(0, 16)}`,
    secretAccessKey: randomBytes(30).toString('base64').replaceAll('/', '_').replaceAll('+', '-'),
  };
  writeWhole(path, JSON.stringify(credentials));
  return credentials;
}

/** Tells clients on this machine where the engine is. */
export function announce(dataDir: string, ready: ReadyLine): () => void {
  const path = join(dataDir, 'engine.json');
  rmSync(endedPath(dataDir), { force: true });
  writeWhole(path, JSON.stringify(ready));
  writeWhole(portPath(dataDir), new URL(ready.endpoint).port);
  return () => rmSync(path, { force: true });
}

/** Why an engine ended by itself or was asked to; without a word it died. */
export type EndReason = 'idle' | 'stopped';

/** Tells clients that see the engine gone whether anything is wrong. */
export function tellEnd(dataDir: string, reason: EndReason): void {
  writeWhole(endedPath(dataDir), reason);
}

function endedPath(dataDir: string): string {
  return join(dataDir, 'engine.ended');
}

/**
 * The port of the engine before, 0 when there was none: terminals and profiles that were set up for it go on working
 * when it is free still.
 */
export function lastPort(dataDir: string): number {
  try {
    const port = Number(readFileSync(portPath(dataDir), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

function portPath(dataDir: string): string {
  return join(dataDir, 'engine.port');
}

function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
