import assert from 'node:assert/strict';
import { compactLedger, foldLedger } from '../../../../src/app/ledger/foldLedger';
import { keptRequest } from '../../../../src/app/ledger/keptRequest';
import { type LedgerEntry, readEntry, writeEntry } from '../../../../src/app/ledger/ledgerEntry';

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

  it('takes nothing from a line of a newer version when it is made small', () => {
    const lines = [
      '{"kind":"run","id":"a","at":1,"facts":{"jobName":"j","origin":"job","connection":{"kind":"local","port":7},"team":"x"},"by":"w"}',
      '{"kind":"look","id":"a","at":2,"look":{"status":"FAILED","zone":"a"},"seq":1}',
      '{"kind":"end","id":"a","at":3,"end":{"jobs":[{"jobId":"a","jobName":"j","status":"FAILED","attempts":[{"exitCode":1,"node":2}]}],"failures":[],"logs":[],"missing":[],"energy":5}}',
      '{"kind":"tag","id":"a","at":4,"tag":"nightly"}',
      // Of a run that only a newer version can read.
      '{"kind":"run","id":"b","at":5,"facts":{"jobName":"j","origin":"schedule","connection":{"kind":"local"}}}',
      '{"kind":"pin","id":"b","at":6,"isPinned":true}',
    ];
    const entries = lines.flatMap((line) => readEntry(line) ?? []);
    const kept = compactLedger([...entries, ...entries], 10, 7).map((entry): unknown => JSON.parse(writeEntry(entry)));
    assert.deepEqual(new Set(kept), new Set(lines.map((line): unknown => JSON.parse(line))));
    assert.equal(kept.length, lines.length);
    assert.equal(Object.entries(foldLedger(entries)[0] ?? {}).find(([name]) => name === 'team')?.[1], 'x');
  });

  it('keeps the first look of each state and the last one: not each count of failed children', () => {
    const failing = Array.from({ length: 500 }, (_, n): LedgerEntry => {
      return { kind: 'look', id: 'a', at: 10 + n, look: { status: 'PENDING', failedCount: n + 1 } };
    });
    const kept = compactLedger([run('a', 1), ...failing, look('a', 600, 'FAILED')], 10, 700);
    assert.deepEqual(
      foldLedger(kept)[0]?.looks.map(({ at, failedCount }) => [at, failedCount]),
      [
        [10, 1],
        [600, undefined],
      ],
    );
    assert.equal(foldLedger([run('a', 1), ...failing])[0]?.looks.at(-1)?.failedCount, 500);
  });

  it('lets the durations by child of the oldest go when they are too much, and nothing else', () => {
    const list = '9999 '.repeat(10_000).trim();
    const children = { told: 10_000, exitCodes: {}, slowest: [], medianMs: 5, durations: { unitMs: 1, list } };
    const many = Array.from({ length: 400 }, (_, n) => n).flatMap((n): readonly LedgerEntry[] => [
      run(`r${n}`, n),
      { kind: 'end', id: `r${n}`, at: n, end: { jobs: [], children, failures: [], logs: [], missing: [] } },
    ]);
    const runs = foldLedger(compactLedger(many, 1000, 0));
    const withList = runs.filter(({ end }) => end?.children?.durations !== undefined);
    assert.deepEqual([runs.length, withList.length, withList.at(-1)?.id], [400, 320, 'r80']);
    assert.ok(runs.every(({ end }) => end?.children?.medianMs === 5));
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
