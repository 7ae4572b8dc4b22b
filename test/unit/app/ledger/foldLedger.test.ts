import assert from 'node:assert/strict';
import { compactLedger, foldLedger } from '../../../../src/app/ledger/foldLedger';
import { keptRequest } from '../../../../src/app/ledger/keptRequest';
import { type LedgerEntry, readEntry } from '../../../../src/app/ledger/ledgerEntry';

const run = (id: string, at: number): LedgerEntry => ({
  ...{ kind: 'run', id, at },
  facts: { jobName: `job ${id}`, origin: 'job', connection: { kind: 'local' } },
});
const look = (id: string, at: number, status: string): LedgerEntry => ({ kind: 'look', id, at, look: { status } });
const pin = (id: string, at: number, isPinned: boolean): LedgerEntry => ({ kind: 'pin', id, at, isPinned });

describe('the ledger of runs', () => {
  const entries: readonly LedgerEntry[] = [
    run('a', 1),
    look('a', 2, 'RUNNABLE'),
    look('a', 3, 'RUNNABLE'),
    look('a', 4, 'FAILED'),
    pin('a', 5, true),
    { kind: 'note', id: 'a', at: 6, note: 'first' },
    { kind: 'note', id: 'a', at: 7, note: 'second' },
    run('b', 8),
  ];

  it('says the same whatever the order of its lines, and however often each is there', () => {
    const runs = foldLedger(entries);
    const [, second] = runs;
    assert.ok(second);
    assert.deepEqual(
      runs.map(({ id }) => id),
      ['b', 'a'],
      'newest first',
    );
    assert.deepEqual(
      second.looks.map(({ status, at }) => [status, at]),
      [
        ['RUNNABLE', 2],
        ['FAILED', 4],
      ],
    );
    assert.deepEqual([second.isPinned, second.note], [true, 'second']);
    assert.deepEqual(foldLedger([...entries].reverse()), runs);
    assert.deepEqual(foldLedger([...entries, ...entries]), runs);
  });

  it('does not bring back what was deleted, also when another window goes on writing of it', () => {
    const deleted: LedgerEntry = { kind: 'delete', id: 'a', at: 9 };
    const kept = compactLedger([...entries, deleted], 10, 10);
    assert.deepEqual(
      foldLedger([...kept, run('a', 1), look('a', 11, 'SUCCEEDED')]).map(({ id }) => id),
      ['b'],
    );
  });

  it('says the same when it was made small, and lets the oldest go that are not pinned', () => {
    assert.deepEqual(foldLedger(compactLedger(entries, 2, 10)), foldLedger(entries));
    const kept = foldLedger(compactLedger([...entries, run('c', 12)], 2, 13));
    assert.deepEqual(
      kept.map(({ id }) => id),
      ['c', 'a'],
    );
  });

  it('keeps no value of a variable but those of the pipeline', () => {
    const environment = { PIPELINE_BUCKET: 'pipeline', TOKEN: 'secret-1' };
    const override = { environment: [{ name: 'PASSWORD', value: 'secret-2' }], command: ['run'] };
    const otherMembers = {
      containerOverrides: override,
      ecsPropertiesOverride: { taskProperties: [{ containers: [override] }] },
    };
    const text = JSON.stringify(
      keptRequest({ jobName: 'a', jobQueue: 'q', jobDefinition: 'd', environment, otherMembers }),
    );
    assert.doesNotMatch(text, /secret/);
    for (const name of ['TOKEN', 'PASSWORD', '"PIPELINE_BUCKET":"pipeline"', '"run"']) assert.ok(text.includes(name));
  });

  it('ignores what is no line of it', () => {
    for (const line of ['{"kind":"run","id":"a"', '{}', 'null', '{"kind":"look","id":"a","at":"1","look":{}}']) {
      assert.equal(readEntry(line), undefined, line);
    }
  });
});
