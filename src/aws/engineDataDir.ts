// The data directory of the local engine, and what a running engine leaves in it for its clients.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EngineAddress } from '../app/connectionPorts';

/** The same place that `npm run engine` takes without --data; AWS_BATCH_EXPLORER_DATA names another one. */
export function engineDataDir(env: NodeJS.ProcessEnv = process.env): string {
  const { AWS_BATCH_EXPLORER_DATA: wanted, LOCALAPPDATA, XDG_DATA_HOME } = env;
  if (wanted !== undefined && wanted !== '') return wanted;
  const name = 'aws-batch-explorer';
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), name);
}

export type AnnouncedEngine = { readonly address: EngineAddress; readonly pid: number };

/** What `engine.json` says. It may be left of an engine that was killed: it proves nothing. */
export async function readAnnouncement(dataDir: string): Promise<AnnouncedEngine | undefined> {
  const text = await readIfThere(join(dataDir, 'engine.json'));
  if (text === undefined) return undefined;
  const { endpoint, region, accountId, accessKeyId, secretAccessKey, pid } = parsed(text);
  if (typeof endpoint !== 'string' || typeof pid !== 'number' || !URL.canParse(endpoint)) return undefined;
  const address = { endpoint, region, accountId, accessKeyId, secretAccessKey };
  return Object.values(address).every((value) => typeof value === 'string')
    ? { address: address as EngineAddress, pid }
    : undefined;
}

/** The process that `engine.lock` names; undefined when there is no lock or its process has gone. */
export async function lockHolder(dataDir: string): Promise<number | undefined> {
  const text = await readIfThere(join(dataDir, 'engine.lock'));
  const pid = text === undefined ? undefined : parsed(text).pid;
  return typeof pid === 'number' && isAlive(pid) ? pid : undefined;
}

/** Why the last engine ended by itself: `idle`, or `stopped` by a user; undefined when it died, or runs. */
export function readEndReason(dataDir: string): Promise<string | undefined> {
  return readIfThere(join(dataDir, 'engine.ended'));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return isCode(cause, 'EPERM');
  }
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    // Torn by the death of the machine: as good as none.
    return {};
  }
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
