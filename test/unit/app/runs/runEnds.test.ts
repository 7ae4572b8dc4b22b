// What is gathered once a run has ended: with few calls, once, and by the next window where one was closed meanwhile.
import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../../src/app/ledger/ledgerEntry';
import { gatherEnd } from '../../../../src/app/runs/gatherEnd';
import { RunEnds } from '../../../../src/app/runs/runEnds';
import { RunLedger } from '../../../../src/app/runs/runLedger';
import { childJobId, statusCounts } from '../../../../src/core/arrayJob';
import type { Connection } from '../../../../src/core/connection';
import { decodeDurations } from '../../../../src/core/durationList';
import type { Job } from '../../../../src/core/job';
import { FakeBrowser, aJob } from '../../../support/fakeBrowser';
import { FakeLedger } from '../../../support/fakeLedger';
import { appError } from '../../../support/fakePorts';
import { ManualClock } from '../../../support/manualClock';

const { signal } = new AbortController();
const connection: Connection = { kind: 'local' };
const minute = 60_000;

describe('what is gathered once a run has ended', () => {
  const lines: LedgerEntry[] = [];
  let clock: ManualClock;
  let browser: FakeBrowser;
  let logCalls: string[];
  beforeEach(() => {
    lines.length = 0;
    clock = new ManualClock();
    browser = new FakeBrowser();
    logCalls = [];
  });

  const logs = {
    fetchLogPage: ({ logStreamName, limit }: { logStreamName: string; limit: number }) => {
      logCalls.push(logStreamName);
      const events = Array.from({ length: limit }, (_, n) => ({
        timestamp: n,
        message: `line ${n} ${'x'.repeat(500)}`,
      }));
      return Promise.resolve({ events, nextToken: 'end' });
    },
  };
  const storage = { headObject: () => Promise.resolve({ key: 'k', sizeBytes: 11 }) };
  const session = () => ({ connection, batch: browser, logs, storage }) as never;

  async function window(name: string): Promise<{ readonly ledger: RunLedger; readonly ends: RunEnds }> {
    const ledger = new RunLedger(new FakeLedger(lines, name), () => 100);
    await ledger.load(clock.now());
    return { ledger, ends: new RunEnds(ledger, clock, () => Promise.resolve({ gatherEnd })) };
  }

  async function endedRun(jobs: readonly Job[], mergeJobId?: string): Promise<void> {
    browser.jobs = [...jobs];
    const at = clock.now();
    const result = { bucket: 'b', key: 'k' };
    const facts = {
      jobName: 'color',
      origin: 'pipeline',
      connection,
      result,
      ...(mergeJobId && { mergeJobId }),
    } as const;
    lines.push({ kind: 'run', id: 'split', at, facts });
    lines.push({ kind: 'look', id: 'split', at, look: { status: jobs[0]?.status ?? '' } });
    await clock.advance(5_000);
  }

  it('is bounded for ten thousand children, a thousand of which failed', async () => {
    const size = 10_000;
    const isFailed = (index: number): boolean => index % 10 === 7;
    const counts = statusCounts({ SUCCEEDED: 9_000, FAILED: 1_000 });
    const children = Array.from({ length: size }, (_, index): Job => {
      const started = { startedAt: 1_000, stoppedAt: 2_000 + index };
      const failed = { exitCode: 3, logGroupName: 'g', logStreamName: `s${index}`, attempts: [{ exitCode: 3 }] };
      return aJob(childJobId('split', index), isFailed(index) ? 'FAILED' : 'SUCCEEDED', {
        ...{ array: { index }, exitCode: 0, ...started },
        ...(isFailed(index) && failed),
      });
    });
    await endedRun([aJob('split', 'FAILED', { array: { size, counts } }), ...children]);
    const { ledger, ends } = await window('a');
    assert.equal(await ends.gather(session(), signal), false);
    const { end } = ledger.get('split') ?? {};
    assert.ok(end?.children?.durations);
    assert.deepEqual(end.failures, [
      { reason: 'exit code 3', count: 1_000, indexes: Array.from({ length: 50 }, (_, n) => 10 * n + 7) },
    ]);
    assert.deepEqual([end.children.told, end.children.exitCodes], [size, { 0: 9_000, 3: 1_000 }]);
    assert.deepEqual([end.children.medianMs, end.children.slowest[0]], [5_999, [9_999, 10_999]]);
    const durations = decodeDurations(end.children.durations);
    assert.deepEqual([durations.length, durations[9_999], durations[7]], [size, 11_000, 1_010]);
    assert.deepEqual(logCalls, ['s7']);
    assert.ok(end.logs[0] !== undefined && end.logs[0].text.length <= 4_000 && end.logs[0].text.includes('line 19'));
    // One for the job, pages of a thousand for what succeeded and what failed, one for the child whose log is read.
    assert.ok(browser.calls.length <= 1 + 10 + 1, browser.calls.join());
    assert.ok(JSON.stringify(end).length < 60_000);
  });

  it('knows attempts, exit codes and times of both jobs, and the size of the result', async () => {
    const split = aJob('split', 'SUCCEEDED', {
      ...{ startedAt: 10, stoppedAt: 20, exitCode: 0 },
      attempts: [{ startedAt: 5, stoppedAt: 6, exitCode: 1, reason: 'OutOfMemoryError' }, { exitCode: 0 }],
    });
    await endedRun([split, aJob('merge', 'SUCCEEDED', { startedAt: 30 })], 'merge');
    const { ledger, ends } = await window('a');
    await ends.gather(session(), signal);
    const { jobs = [], resultBytes } = ledger.get('split')?.end ?? {};
    assert.deepEqual(jobs[0]?.attempts, [
      { startedAt: 5, stoppedAt: 6, exitCode: 1, reason: 'OutOfMemoryError' },
      { exitCode: 0 },
    ]);
    assert.deepEqual([jobs.map(({ jobId }) => jobId), resultBytes], [['split', 'merge'], 11]);
  });

  it('is gathered by one window, and by the next when that one is closed in the middle', async () => {
    await endedRun([aJob('split', 'SUCCEEDED')]);
    const [one, other] = [await window('one'), await window('other')];
    const closed = new AbortController();
    browser.before = () => {
      closed.abort(new Error('closed'));
      closed.signal.throwIfAborted();
    };
    await assert.rejects(one.ends.gather(session(), closed.signal), /closed/);
    browser.before = () => undefined;
    const calls = browser.calls.length;
    await other.ends.gather(session(), signal);
    assert.equal(browser.calls.length, calls, 'the first one is taken to be at it');
    await clock.advance(3 * minute);
    await other.ends.gather(session(), signal);
    assert.equal(other.ledger.get('split')?.end?.jobs.length, 1);
    await one.ends.gather(session(), signal);
    assert.equal(lines.filter(({ kind }) => kind === 'end').length, 1, 'nobody does it again');
  });

  it('is tried again where trouble passes, not for ever; what is refused is noted', async () => {
    await endedRun([aJob('split', 'FAILED', { exitCode: 1 })]);
    const { ledger, ends } = await window('a');
    browser.before = () => Promise.reject(appError('throttled'));
    await assert.rejects(ends.gather(session(), signal));
    await assert.rejects(ends.gather(session(), signal));
    await ends.gather(session(), signal);
    assert.equal(ledger.get('split')?.end?.missing.length, 2);
  });
});
