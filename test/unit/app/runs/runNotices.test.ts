// Being told of the end of a run: once, in one window, only of what is news and asked for.
import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/app/l10n';
import type { LedgerEntry } from '../../../../src/app/ledger/ledgerEntry';
import { RunLedger } from '../../../../src/app/runs/runLedger';
import { RunNotices } from '../../../../src/app/runs/runNotices';
import { RunsList } from '../../../../src/app/runs/runsList';
import type { Settings } from '../../../../src/app/settings';
import type { Connection } from '../../../../src/core/connection';
import { FakeLedger } from '../../../support/fakeLedger';
import { FakeUi } from '../../../support/fakeUi';
import { ManualClock } from '../../../support/manualClock';

const local: Connection = { kind: 'local' };

describe('notices of runs', () => {
  const lines: LedgerEntry[] = [];
  const opened: string[] = [];
  let clock: ManualClock;
  let wanted: string;
  beforeEach(() => {
    lines.length = 0;
    opened.length = 0;
    clock = new ManualClock();
    wanted = 'all';
  });

  function window(name: string, isFocused = true) {
    const port = new FakeLedger(lines, name);
    const ledger = new RunLedger(port, () => 100);
    const ui = new FakeUi();
    const notices = new RunNotices({
      ...{ ledger, ui, t: inEnglish, clock, settings: { get: () => wanted } as unknown as Settings },
      open: ({ id }) => Promise.resolve(void opened.push(id)),
      isFocused: () => isFocused,
      showRuns: () => void opened.push('the list'),
    });
    return { port, ledger, ui, tell: async () => (await ledger.refresh(), notices.tell(local)) };
  }

  function ended(id: string, status: string, rest: object = {}): void {
    const at = clock.now();
    const facts = { jobName: id, origin: 'job', connection: local, childCount: 7 } as const;
    lines.push({ kind: 'run', id, at, facts }, { kind: 'look', id, at, look: { status, ...rest } });
  }

  it('come once, in one window, with Open', async () => {
    const [one, other] = [window('one'), window('other')];
    ended('a', 'FAILED', { failedCount: 2 });
    ended('b', 'SUCCEEDED', { startedAt: 0, stoppedAt: 12_000 });
    ended('c', 'RUNNING');
    await Promise.all([one.tell(), other.tell()]);
    await one.tell();
    const all = [...one.ui.notices, ...other.ui.notices];
    assert.deepEqual(
      new Set(all.map(({ level, message }) => `${level}: ${message}`)),
      new Set(['warning: a has failed. 2 of 7 children failed.', 'info: b has succeeded after 12 s.']),
    );
    assert.equal(all.length, 2);
    await all[0]?.actions[0]?.run();
    assert.equal(opened.length, 1);
    assert.equal(lines.filter(({ kind }) => kind === 'told').length, 2);
  });

  it('wait while another window is at it, and come if it was closed before it had told', async () => {
    const one = window('one');
    ended('a', 'FAILED', { statusReason: 'Host EC2 terminated.' });
    one.port.isBusy = true;
    await one.tell();
    assert.deepEqual(one.ui.notices, []);
    one.port.isBusy = false;
    await one.tell();
    assert.deepEqual(
      one.ui.notices.map(({ message }) => message),
      ['a has failed. Host EC2 terminated.'],
    );
  });

  it('come in the window in front, or a little later in another one where none is', async () => {
    const [behind, front] = [window('behind', false), window('front')];
    ended('a', 'FAILED');
    await behind.tell();
    await front.tell();
    ended('b', 'FAILED');
    await clock.advance(20_000);
    await behind.tell();
    assert.deepEqual(
      [behind, front].map(({ ui }) => ui.notices.map(({ message }) => message)),
      [['b has failed.'], ['a has failed.']],
    );
  });

  it('do not come unasked, of old ends, of other connections, or of what nobody knows the outcome of', async () => {
    const { ui, tell } = window('one');
    ended('old', 'FAILED');
    await clock.advance(6 * 60_000);
    ended('fine', 'SUCCEEDED');
    ended('gone', 'UNKNOWN');
    const facts = { jobName: 'x', origin: 'job', connection: { kind: 'aws', region: 'r' } } as const;
    lines.push({ kind: 'run', id: 'far', at: 1, facts });
    lines.push({ kind: 'look', id: 'far', at: clock.now(), look: { status: 'FAILED' } });
    for (wanted of ['off', 'failed']) await tell();
    assert.deepEqual(ui.notices, []);
    assert.ok(!lines.some(({ kind }) => kind === 'told'));
  });

  it('are one for many at once', async () => {
    const { ui, tell } = window('one');
    for (let n = 0; n < 6; n += 1) ended(`r${n}`, n < 2 ? 'FAILED' : 'SUCCEEDED');
    await tell();
    assert.deepEqual(
      ui.notices.map(({ message }) => message),
      ['6 runs have ended, 2 of them failed.'],
    );
    await ui.notices[0]?.actions[0]?.run();
    assert.deepEqual(opened, ['the list']);
  });

  it('failures count until they are looked at, in whatever window', async () => {
    const lists = [window('one'), window('other')].map(({ ledger }) => {
      return new RunsList(ledger, inEnglish, { count: String, dateTime: String, clock: String });
    });
    ended('a', 'FAILED', { failedCount: 7 });
    ended('b', 'FAILED');
    ended('c', 'SUCCEEDED');
    const counts = async (): Promise<readonly number[]> => {
      for (const { ledger } of lists) await ledger.refresh();
      return lists.map(({ unseenFailures }) => unseenFailures.length);
    };
    assert.deepEqual(await counts(), [2, 2], 'one for a run, not one for a child');
    await lists[0]?.markSeen(lists[0].unseenFailures, clock.now());
    assert.deepEqual(await counts(), [0, 0]);
    ended('d', 'FAILED');
    assert.deepEqual(await counts(), [1, 1]);
  });
});
