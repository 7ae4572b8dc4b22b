// Reads a JSON request against the API model: right types, nothing missing, unknown members dropped.
import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from './model';

/** The request does not fit the model; `path` names the member, e.g. `containerOverrides.environment[0].name`. */
export class ModelMismatch extends Error {
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`${path === '' ? 'The request' : path} ${problem}`);
    this.name = 'ModelMismatch';
  }
}

/**
 * @returns the value with unknown members and nulls left out.
 * @throws ModelMismatch for a wrong type or a missing required member.
 */
export function readJson(schema: NormalizedSchema, value: unknown, path = ''): unknown {
  if (schema.isStructSchema()) return readStructure(schema, value, path);
  if (schema.isListSchema()) return readList(schema, value, path);
  if (schema.isMapSchema()) return readMap(schema, value, path);
  if (schema.isDocumentSchema()) return value;
  if (schema.isBooleanSchema()) return expectType(value, 'boolean', 'true or false', path);
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return readNumber(value, path);
  return expectType(value, 'string', 'a string', path);
}

function readStructure(schema: NormalizedSchema, value: unknown, path: string): object {
  const given = expectObject(value, path);
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const memberValue = Object.hasOwn(given, name) ? given[name] : undefined;
    if (memberValue !== undefined && memberValue !== null) read[name] = readJson(member, memberValue, join(path, name));
  }
  for (const name of requiredMembers(schema)) {
    if (read[name] === undefined) throw new ModelMismatch(join(path, name), 'is missing: it is required');
  }
  return read;
}

function readList(schema: NormalizedSchema, value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new ModelMismatch(path, 'must be a list');
  const member = schema.getValueSchema();
  return value.map((item, index) => readJson(member, item, `${path}[${index}]`));
}

function readMap(schema: NormalizedSchema, value: unknown, path: string): object {
  const member = schema.getValueSchema();
  const given = Object.entries(expectObject(value, path)).filter(([, item]) => item !== null);
  return Object.fromEntries(given.map(([key, item]) => [key, readJson(member, item, join(path, key))]));
}

function readNumber(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ModelMismatch(path, 'must be a number');
  return value;
}

function expectType(value: unknown, type: 'string' | 'boolean', words: string, path: string): unknown {
  if (typeof value !== type) throw new ModelMismatch(path, `must be ${words}`);
  return value;
}

function expectObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ModelMismatch(path, 'must be an object');
  }
  return value as Record<string, unknown>;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
