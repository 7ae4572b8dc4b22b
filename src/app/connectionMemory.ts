// Remembers which connection a workspace uses; a new workspace begins with the one that was used last anywhere.
import { type Connection, connectionKey } from '../core/connection';
import type { Memory } from './services';

const key = 'connection';

export function rememberedConnection(workspace: Memory, global: Memory): Connection {
  return parseConnection(workspace.get(key)) ?? parseConnection(global.get(key)) ?? { kind: 'local' };
}

export async function rememberConnection(connection: Connection, workspace: Memory, global: Memory): Promise<void> {
  await workspace.set(key, connection);
  await global.set(key, connection);
}

/** Undefined for what is no connection, such as what another version has kept. */
export function parseConnection(value: unknown): Connection | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, profile, region, url } = value as Readonly<Record<string, unknown>>;
  if (kind === 'local') return { kind };
  if (profile !== undefined && typeof profile !== 'string') return undefined;
  if (typeof region !== 'string' || region === '') return undefined;
  if (kind === 'aws') return { kind, profile, region };
  if (kind === 'endpoint' && typeof url === 'string' && URL.canParse(url)) return { kind, url, profile, region };
  return undefined;
}

export function isSameConnection(one: Connection, other: Connection): boolean {
  return connectionKey(one) === connectionKey(other);
}
