// What was chosen last, for each connection apart: queues and buckets of one mean nothing on another.
import { type Connection, connectionKey } from '../../core/connection';
import type { Memory } from '../services';

/** Connections that are remembered; the ones used longest ago are forgotten. */
const maxConnections = 50;

/** Unchecked: an older version may have written it. Empty when there is nothing. */
export function lastUsed(memory: Memory, what: string, connection: Connection): Readonly<Record<string, unknown>> {
  return asRecord(asRecord(memory.get(keyOf(what)))[connectionKey(connection)]);
}

export async function rememberUsed(
  memory: Memory,
  what: string,
  connection: Connection,
  choices: Readonly<Record<string, unknown>>,
): Promise<void> {
  const key = connectionKey(connection);
  const others = Object.entries(asRecord(memory.get(keyOf(what)))).filter(([other]) => other !== key);
  await memory.set(keyOf(what), Object.fromEntries([...others, [key, choices] as const].slice(-maxConnections)));
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function keyOf(what: string): string {
  return `lastUsed.${what}`;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
