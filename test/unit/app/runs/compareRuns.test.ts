// Two runs beside each other: what a user reads to find out why the second one was slower or failed.
import assert from 'node:assert/strict';
import { compareRuns } from '../../../../src/app/commands/compareRuns';
import { inEnglish } from '../../../../src/app/l10n';
import type { LedgerEntry } from '../../../../src/app/ledger/ledgerEntry';
import type { RunEnd } from '../../../../src/app/ledger/runEndSchema';
import { RunLedger } from '../../../../src/app/runs/runLedger';
import { RunRef, RunsList } from '../../../../src/app/runs/runsList';
import { encodeDurations } from '../../../../src/core/durationList';
import { FakeLedger } from '../../../support/fakeLedger';
import { FakeUi } from '../../../support/fakeUi';
import { ManualClock } from '../../../support/manualClock';

const second = 1000;

describe('comparing runs', () => {
  let ledger: RunLedger;
  let ui: FakeUi;
  let runs: RunsList;
  beforeEach(() => {
    ledger = new RunLedger(new FakeLedger(), () => 100);
    ui = new FakeUi();
    runs = new RunsList(ledger, inEnglish, { count: String, dateTime: String, clock: String });
  });

  const compare = async (...ids: readonly string[]): Promise<string> => {
    const refs = ids.map((id) => new RunRef(id));
    await compareRuns({ runs, ui, t: inEnglish, clock: new ManualClock() }, refs[0], refs);
    return (await ui.documents.at(-1)?.read(new AbortController().signal)) ?? '';
  };

  /** Cells without the blanks between them: `In all | 40 s | 1 min 20 s`. */
  const rowsOf = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .slice(1, -1)
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim())
          .join(' | '),
      );

  function run(id: string, at: number, slowness: number, environment: object, end: Partial<RunEnd>): LedgerEntry[] {
    const jobName = `color-split-2026112${at}T080000-abcd${at}`;
    const durations = Array.from({ length: 5 }, (_, n) => (n === 3 ? slowness : n + 1) * second);
    const created = at * 100 * second;
    const children = {
      ...{ told: 5, exitCodes: { 0: 5 }, firstStartedAt: created + 2 * second, lastStoppedAt: created + 22 * second },
      ...{ medianMs: 3 * second, p95Ms: slowness * second, slowest: [[3, slowness * second] as [number, number]] },
      durations: encodeDurations(durations),
    };
    const job = (jobId: string, startedAt: number, stoppedAt: number) => {
      return { jobId, jobName: jobId, status: 'SUCCEEDED', createdAt: created, startedAt, stoppedAt, attempts: [] };
    };
    const jobs = [job(id, created, created), job(`${id}-merge`, created + 25 * second, created + 30 * second)];
    const facts = { jobName, origin: 'pipeline', connection: { kind: 'local' }, childCount: 5 } as const;
    const request = { jobName, jobQueue: 'q', jobDefinition: 'split', arraySize: 5, environment };
    return [
      { kind: 'run', id, at: created, facts: { ...facts, mergeJobId: `${id}-merge`, request } },
      { kind: 'look', id, at: created + second, look: { status: 'RUNNABLE' } },
      { kind: 'look', id, at: created + 31 * second, look: { status: 'SUCCEEDED' } },
      { kind: 'end', id, at: created, end: { jobs, children, failures: [], logs: [], missing: [], ...end } },
    ];
  }

  it('shows what differs: settings, durations of run and children, failures, cost; the older one first', async () => {
    const failures = [{ reason: 'OutOfMemoryError', count: 60, indexes: Array.from({ length: 50 }, (_, n) => n) }];
    const logs = [{ jobId: 'b:3', text: 'first\n```\n# no heading' }];
    await ledger.add(
      ...run(
        'b',
        2,
        10,
        { PIPELINE_OUTPUT: 'runs/20261122T080000-abcd2/', PIPELINE_TEMPLATE: 'y', S: '(not kept)' },
        {
          ...{ failures, logs, resultBytes: 2048 },
        },
      ),
      ...run('a', 1, 4, { PIPELINE_OUTPUT: 'runs/20261121T080000-abcd1/', PIPELINE_TEMPLATE: 'x | <b>' }, {}),
      { kind: 'cost', id: 'b', at: 1, cost: { costs: [{ currency: 'USD', amount: 1.5 }], unpriced: 0 } },
    );
    const text = await compare('b', 'a');
    const rows = rowsOf(text);
    const has = (row: string): void => assert.ok(rows.includes(row), `${row}\n\n${text}`);
    assert.match(text, /^# Runs compared: color \(A\) and color \(B\)/);
    assert.match(text, /^- A: color-split-\S+, job a, Local, submitted at 1970-01-01T00:01:40\.000Z$/m);
    has('environment.PIPELINE_TEMPLATE | x \\| \\<b> | y');
    assert.ok(!rows.some((row) => /PIPELINE_OUTPUT|jobName/.test(row)), 'names of each run are no setting');
    has('In all | 30 s | 30 s | ');
    has('Until the first start | 2.0 s | 2.0 s | ');
    has('Merge | 5.0 s | 5.0 s | ');
    has('Child, slowest | 4.0 s | 10 s | +6.0 s (+150 %)');
    has('3 | 4.0 s | 10 s | +6.0 s (+150 %)');
    has('OutOfMemoryError | – | 60: 0, 1, 2, 3, 4, 5, 6, 7 …');
    has('RUNNABLE | 1.0 s | 1.0 s');
    has('Estimate |  | USD 1.50');
    has('Result |  | 2.0 KiB');
    assert.match(text, /\n {4}first\n {4}```\n {4}# no heading\n/, 'a log cannot end its block');
    assert.match(text, /Values of variables are not kept/);
  });

  it('says what is not known of a run that goes on, or was never gathered', async () => {
    const facts = { jobName: 'x', origin: 'job', connection: { kind: 'local' } } as const;
    await ledger.add(
      { kind: 'run', id: 'a', at: 1, facts },
      { kind: 'run', id: 'b', at: 2, facts },
      { kind: 'look', id: 'b', at: 3, look: { status: 'UNKNOWN' } },
    );
    const text = await compare('a', 'b');
    assert.match(text, /A has not ended/);
    assert.match(text, /B: durations and failures by child were not gathered/);
    assert.ok(rowsOf(text).includes('State | SUBMITTED | ended, outcome unknown'));
  });

  it('asks for the other run where one is selected, and says so where there are three', async () => {
    await ledger.add(...['a', 'b', 'c'].flatMap((id, n) => run(id, n, 4, {}, {})));
    ui.answers = ['first'];
    await compare('b');
    assert.equal(ui.picks[0]?.items.length, 2);
    assert.equal(ui.documents.length, 1);
    await assert.rejects(compare('a', 'b', 'c'), /Select two runs: 3 are selected/);
  });
});
