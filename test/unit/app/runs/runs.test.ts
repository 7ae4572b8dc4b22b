// The ledger in use: what a submission leaves in it, how runs are followed, what the list shows and exports.
import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/app/l10n';
import type { LedgerEntry } from '../../../../src/app/ledger/ledgerEntry';
import type { SubmitJobRequest } from '../../../../src/app/ports';
import { runsAsCsv } from '../../../../src/app/runs/exportText';
import { followRuns } from '../../../../src/app/runs/followRuns';
import { gatherEnd } from '../../../../src/app/runs/gatherEnd';
import { recordedSessions } from '../../../../src/app/runs/recordSubmissions';
import { RunLedger } from '../../../../src/app/runs/runLedger';
import { RunRef, RunsList } from '../../../../src/app/runs/runsList';
import type { Session } from '../../../../src/app/session';
import type { Connection } from '../../../../src/core/connection';
import { statusCounts } from '../../../../src/core/arrayJob';
import { FakeBrowser, aJob } from '../../../support/fakeBrowser';
import { FakeLedger } from '../../../support/fakeLedger';
import { appError } from '../../../support/fakePorts';
import { ManualClock, settle } from '../../../support/manualClock';

const local: Connection = { kind: 'local' };
const cloud: Connection = { kind: 'aws', profile: 'p', region: 'eu-west-1' };
const format = { count: String, dateTime: String, clock: (timeMs: number) => `at ${timeMs}` };
const { signal } = new AbortController();
const load = () => Promise.resolve({ gatherEnd });
const notices = { tell: () => Promise.resolve() };

describe('runs of the ledger', () => {
  let port: FakeLedger;
  let ledger: RunLedger;
  let clock: ManualClock;
  let errors: string[];
  const log = {
    ...{ info: () => undefined, warn: () => undefined, show: () => undefined },
    error: (message: string) => void errors.push(message),
  };
  beforeEach(() => {
    port = new FakeLedger();
    ledger = new RunLedger(port, () => 2000);
    clock = new ManualClock();
    errors = [];
  });

  async function submitAll(...requests: readonly SubmitJobRequest[]): Promise<readonly string[]> {
    let count = 0;
    const batch = { submitJob: () => Promise.resolve({ jobId: `job-${++count}` }) };
    const factory = { open: () => Promise.resolve({ batch } as unknown as Session) };
    const session = await recordedSessions(factory, { ledger, clock, log }).open(local, signal);
    const ids: string[] = [];
    for (const request of requests) ids.push((await session.batch.submitJob(request, signal)).jobId);
    return ids;
  }

  const pipeline = { PIPELINE_BUCKET: 'b', PIPELINE_OUTPUT: 'runs/r/output/', PIPELINE_RESULT: 'mycolor' };
  const split = {
    ...{ jobName: 'color-split-20261124T041502-abcde', jobQueue: 'q', jobDefinition: 'd', arraySize: 7 },
    environment: { ...pipeline, SECRET: 'x' },
  };
  const merge = {
    ...split,
    jobName: 'color-merge-20261124T041502-abcde',
    arraySize: undefined,
    dependsOnJobIds: ['job-1'],
  };

  it('are written down when they are submitted: two jobs of a pipeline as one, no values of variables', async () => {
    await submitAll(split, merge, { jobName: 'single', jobQueue: 'q', jobDefinition: 'd' });
    assert.deepEqual(
      ledger.runs.map(({ id, origin, mergeJobId, childCount, result }) => [id, origin, mergeJobId, childCount, result]),
      [
        ['job-1', 'pipeline', 'job-2', 7, { bucket: 'b', key: 'runs/r/output/mycolor' }],
        ['job-3', 'job', undefined, undefined, undefined],
      ],
    );
    assert.ok(!JSON.stringify(port.entries).includes('"SECRET":"x"'));
    // Another window reads the same, and says what it cannot read.
    port.newerFiles = ['runs-v2-1-ab.jsonl'];
    await ledger.refresh();
    assert.equal(ledger.newerFiles.length, 1);
    const other = new RunLedger(new FakeLedger(port.entries), () => 2000);
    await other.load(0);
    assert.deepEqual(other.runs, ledger.runs);
  });

  it('are submitted all the same when they cannot be written down', async () => {
    port.error = new Error('disk full');
    assert.deepEqual(await submitAll(split), ['job-1']);
    assert.match(errors.join(), /job-1 could not be written/);
  });

  it('are followed until they end, with the children that failed; what is gone is said so', async () => {
    await submitAll(split, merge);
    await ledger.add(aRun('gone', { at: clock.now() - 3_600_000 }), aRun('elsewhere', { connection: cloud }));
    const browser = new FakeBrowser();
    const counts = statusCounts({ SUCCEEDED: 6, FAILED: 1 });
    const array = { size: 7, counts };
    browser.jobs = [aJob('job-1', 'PENDING', { array }), aJob('job-2', 'PENDING')];
    const ended = new AbortController();
    const session = { batch: browser, connection: local, storage: { headObject: () => Promise.resolve() } } as never;
    const following = followRuns(session, { ledger, clock, notices, load }, ended.signal);
    following.catch(() => undefined);
    await settle();
    assert.deepEqual([statusOf('job-1'), statusOf('gone'), statusOf('elsewhere')], ['PENDING', 'UNKNOWN', undefined]);
    browser.jobs = [
      aJob('job-1', 'SUCCEEDED', { array, startedAt: 1000, stoppedAt: 3000 }),
      aJob('job-2', 'SUCCEEDED', { startedAt: 3000, stoppedAt: 5000 }),
    ];
    for (let i = 0; i < 20; i += 1) await clock.advance(5000);
    const { looks = [] } = ledger.get('job-1') ?? {};
    const last = looks.at(-1);
    const states = { status: 'SUCCEEDED', splitStatus: 'SUCCEEDED', mergeStatus: 'SUCCEEDED' };
    assert.deepEqual(last, { at: last?.at, ...states, startedAt: 1000, stoppedAt: 5000, failedCount: 1 });
    assert.deepEqual(
      looks.map(({ splitStatus, mergeStatus }) => `${splitStatus} ${mergeStatus}`),
      ['PENDING PENDING', 'SUCCEEDED SUCCEEDED'],
    );
    assert.equal(ledger.get('job-1')?.end?.jobs.length, 2);
    const calls = browser.calls.length;
    for (let i = 0; i < 100; i += 1) await clock.advance(5000);
    assert.equal(browser.calls.length, calls, 'nothing is left to ask for');
    // Something new is seen at once.
    await ledger.add(aRun('new', { at: clock.now() }));
    browser.jobs = [aJob('new', 'RUNNING')];
    await settle();
    assert.equal(statusOf('new'), 'RUNNING');
    // A note is no reason to ask.
    const callsBefore = browser.calls.length;
    await ledger.add({ kind: 'note', id: 'new', at: 1, note: 'x' });
    await settle();
    assert.equal(browser.calls.length, callsBefore);
    browser.before = () => Promise.reject(appError('denied'));
    await clock.advance(60_000);
    await assert.rejects(following);
  });

  it('are all looked at in turn, where they are more than fit into a call', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `r${n}`);
    await ledger.add(...ids.map((id) => aRun(id, { at: clock.now() })));
    const browser = new FakeBrowser();
    browser.jobs = ids.map((id) => aJob(id, 'RUNNING'));
    followRuns({ batch: browser, connection: local } as never, { ledger, clock, notices, load }, signal).catch(
      () => undefined,
    );
    await settle();
    for (let i = 0; i < 4; i += 1) await clock.advance(5000);
    assert.deepEqual(new Set(ids.map(statusOf)), new Set(['RUNNING']));
  });

  it('are listed pinned first, newest first, a few hundred at a time, and found by words', async () => {
    const nothing = { jobs: [], failures: [], logs: [], missing: [] };
    await ledger.add(
      ...Array.from({ length: 450 }, (_, i) => aRun(`r${i}`, { at: i, jobName: `name ${i}` })),
      { kind: 'pin', id: 'r3', at: 1, isPinned: true },
      { kind: 'note', id: 'r7', at: 1, note: 'the Good one' },
      { kind: 'look', id: 'r7', at: 2, look: { status: 'FAILED', failedCount: 2, startedAt: 0, stoppedAt: 60_000 } },
      { kind: 'delete', id: 'r8', at: 1 },
      {
        ...{ kind: 'end', id: 'r6', at: 3 },
        end: { ...nothing, children: { told: 2, exitCodes: {}, slowest: [], firstStartedAt: 0, lastStoppedAt: 5000 } },
      },
      {
        ...{ kind: 'end', id: 'r7', at: 3 },
        end: { jobs: [], failures: [{ reason: 'OutOfMemoryError', count: 2, indexes: [] }], logs: [], missing: [] },
      },
    );
    const list = new RunsList(ledger, inEnglish, format);
    assert.deepEqual(
      [list.shown[0]?.id, list.shown[1]?.id, list.shown.length, list.hasMore],
      ['r3', 'r449', 200, true],
    );
    list.showMore();
    list.showMore();
    assert.deepEqual([list.shown.length, list.hasMore], [449, false]);
    list.setFilter('good failed outofmemory');
    assert.deepEqual(
      list.shown.map(({ id }) => id),
      ['r7'],
    );
    const { description, tooltip } = list.rowOf(new RunRef('r7'));
    assert.equal(description, 'at 7 · 1 min 00 s · 2 failed · Local · the Good one');
    assert.match(tooltip, /^FAILED: name 7\nr7\n[^]*\n2 × OutOfMemoryError$/);
    assert.equal(list.rowOf(new RunRef('r6')).description, 'at 6 · 5.0 s · Local', 'an array by its children');
    list.setFilter('1970-01-01 local 440');
    assert.deepEqual(
      list.shown.map(({ id }) => id),
      ['r440'],
    );
  });

  it('are exported as CSV that no spreadsheet takes for formulas', async () => {
    await ledger.add(aRun('a', { jobName: '=HYPERLINK("x")', at: 0 }), {
      kind: 'note',
      id: 'a',
      at: 0,
      note: 'two\nlines, and "quotes"',
    });
    const [, line = ''] = runsAsCsv(ledger.runs).split(/\r\n/);
    assert.equal(
      line,
      `a,"'=HYPERLINK(""x"")",job,local,,1970-01-01T00:00:00.000Z,,,,,,,,,,,,,,,,"two\nlines, and ""quotes"""`,
    );
  });

  function aRun(
    id: string,
    { at = 0, jobName = id, connection = local }: { at?: number; jobName?: string; connection?: Connection } = {},
  ): LedgerEntry {
    return { kind: 'run', id, at, facts: { jobName, origin: 'job', connection } };
  }

  function statusOf(id: string): string | undefined {
    return ledger.get(id)?.looks.at(-1)?.status;
  }
});
