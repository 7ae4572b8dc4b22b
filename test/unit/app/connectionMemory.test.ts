// Which connection a window begins with.
import assert from 'node:assert/strict';
import { parseConnection, rememberConnection, rememberedConnection } from '../../../src/app/connectionMemory';
import type { Memory } from '../../../src/app/services';
import type { Connection } from '../../../src/core/connection';

function memory(): Memory {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    // As VS Code keeps it: as JSON.
    set: (key, value) => Promise.resolve(void values.set(key, JSON.parse(JSON.stringify(value)))),
  };
}

describe('connectionMemory', () => {
  const connections: readonly Connection[] = [
    { kind: 'local' },
    { kind: 'aws', profile: 'team', region: 'eu-west-1' },
    { kind: 'aws', profile: undefined, region: 'eu-west-1' },
    { kind: 'endpoint', url: 'http://localhost:5000', profile: undefined, region: 'us-east-1' },
  ];

  it('keeps the choice of each workspace; a new one begins with the last choice of all', async () => {
    const [one, other, fresh, global] = [memory(), memory(), memory(), memory()];
    assert.deepEqual(rememberedConnection(one, global), { kind: 'local' }, 'without any choice');
    for (const connection of connections) {
      await rememberConnection(connection, one, global);
      assert.deepEqual(rememberedConnection(one, global), connection);
      assert.deepEqual(rememberedConnection(fresh, global), connection);
    }
    await rememberConnection({ kind: 'local' }, other, global);
    assert.deepEqual(rememberedConnection(one, global), connections.at(-1));
  });

  it('takes nothing that is no connection', () => {
    const others: readonly unknown[] = [
      undefined,
      null,
      'local',
      {},
      { kind: 'aws' },
      { kind: 'aws', region: '' },
      { kind: 'aws', region: 'r', profile: 1 },
      { kind: 'endpoint', region: 'r', url: 'no url' },
      { kind: 'later', region: 'r' },
    ];
    for (const other of others) assert.equal(parseConnection(other), undefined, JSON.stringify(other));
  });
});
