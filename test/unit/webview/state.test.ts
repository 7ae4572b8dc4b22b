// The panel's state: what messages and deeds make of it.
import assert from 'node:assert/strict';
import type { HostMessage, PanelState } from '../../../src/app/runPanel/protocol';
import { type Action, type State, type UiAction, initialState, reduce, wantedLog } from '../../../src/webview/state';
import { readSavedUi, savedPart } from '../../../src/webview/ui';
import { children, job } from './panelFixture';

const host = (message: HostMessage): Action => ({ type: 'host', message, receivedAt: 4_000 });
const after = (state: State, ...actions: readonly Action[]): State => actions.reduce(reduce, state);
const shown = (letters: string, part: Partial<PanelState> = {}): State =>
  after(
    initialState(undefined),
    host({ type: 'state', state: job(part) }),
    host({ type: 'children', children: children(letters) }),
  );
const ui = (state: State, ...actions: readonly UiAction[]): State['ui'] => after(state, ...actions).ui;

describe('messages', () => {
  it('each replace the one before', () => {
    const state = after(shown('RRRRRR'), host({ type: 'state', state: job({ statusText: 'Ended' }) }));
    assert.equal(state.job?.statusText, 'Ended');
    assert.equal(state.children?.letters, 'RRRRRR');
    assert.equal(state.clockAheadMs, 1_000);
  });

  it('of another job take away what belonged to the first', () => {
    const state = after(
      shown('FRRRRR'),
      { type: 'select', index: 2, how: 'one' },
      { type: 'filter', letter: 'F', isAdded: false },
      { type: 'set', ui: { tab: 'table', isLive: true } },
      host({ type: 'state', state: job({ jobId: 'job-2', total: 1 }) }),
    );
    assert.equal(state.children, undefined);
    assert.deepEqual([state.ui.selected, state.ui.filter, state.ui.tab, state.ui.isLive], [[], '', 'table', false]);
    assert.deepEqual(wantedLog(state), { kind: 'job' });
  });

  it('are shown with whatever is invisible in them', () => {
    const state = shown('R', {
      name: 'a\u202eb',
      failures: [{ id: '1', text: 'c\u0007', indexes: [] }],
      result: { name: 'r', head: 'x\ny\u200b', isCut: false },
    });
    assert.equal(state.job?.name, 'a\\u{202E}b');
    assert.equal(state.job.failures[0]?.text, 'c\\x07');
    assert.equal(state.job.result?.head, 'x\ny\\u{200B}');
  });

  it('keep the selection within the children that there are', () => {
    const state = after(
      shown('RRRRRR'),
      { type: 'selectMany', indexes: [1, 5] },
      host({ type: 'children', children: children('RRR') }),
    );
    assert.deepEqual(state.ui.selected, [1]);
    assert.ok(state.ui.cursor < 3 && state.ui.anchor < 3);
  });
});

describe('the log that is shown first', () => {
  it('is that of whatever runs while the array runs', () => {
    assert.deepEqual(wantedLog(shown('SRRF')), { kind: 'running' });
  });
  it('is that of the first failed child once it has ended, or of the first child', () => {
    assert.deepEqual(wantedLog(shown('SSFSF', { isEnded: true })), { kind: 'children', indexes: [2] });
    assert.deepEqual(wantedLog(shown('SSSSS', { isEnded: true })), { kind: 'children', indexes: [0] });
  });
  it('is that of the job when it is no array', () => {
    assert.deepEqual(wantedLog(after(initialState(undefined), host({ type: 'state', state: job({ total: 1 }) }))), {
      kind: 'job',
    });
  });
  it('is not known before the children are', () => {
    assert.equal(wantedLog(initialState(undefined)), undefined);
    assert.equal(wantedLog(after(initialState(undefined), host({ type: 'state', state: job() }))), undefined);
  });
  it('does not change by itself once it was chosen', () => {
    const state = after(shown('RRRRRR'), host({ type: 'state', state: job({ isEnded: true }) }));
    assert.deepEqual(wantedLog(state), { kind: 'running' });
  });
});

describe('lines of the log', () => {
  const asked = after(shown('RRRRRR'), { type: 'asked', selectionId: 3 });
  const start = host({
    type: 'logStart',
    selectionId: 3,
    title: 'Child 1',
    attempts: ['Attempt 1'],
    attempt: 0,
    isCut: true,
  });
  const line = (selectionId: number): Action =>
    host({ type: 'logLines', selectionId, lines: [{ timeMs: 1, text: 'hello' }] });

  it('are appended, and replaced when the log starts anew', () => {
    const state = after(asked, start, line(3), line(3));
    assert.equal(state.log.buffer.end, 2);
    assert.equal(state.log.isCut, true);
    assert.equal(after(state, start).log.buffer.end, 0);
  });
  it('of an older selection are dropped', () => {
    assert.equal(after(asked, start, line(2)).log.buffer.end, 0);
    assert.equal(after(asked, host({ type: 'logNote', selectionId: 2, note: 'old', isEnd: true })).log.note, '');
  });
  it('can be taken off the panel', () => {
    const state = after(asked, start, line(3), { type: 'clearLog' }, line(3));
    assert.deepEqual(
      [state.log.buffer.start, state.log.buffer.end, state.log.clearedTo, state.log.isCut],
      [1, 2, 1, false],
    );
  });
});

describe('selecting', () => {
  const state = shown('RRRRRR');
  const pick = (index: number, how: 'one' | 'extend' | 'toggle' | 'move' = 'one'): UiAction => ({
    type: 'select',
    index,
    how,
  });

  it('takes one, a range from it, and single ones besides', () => {
    assert.deepEqual(ui(state, pick(2)).selected, [2]);
    assert.deepEqual(ui(state, pick(3), pick(1, 'extend')).selected, [1, 2, 3]);
    assert.deepEqual(ui(state, pick(3), pick(1, 'extend'), pick(5, 'extend')).selected, [3, 4, 5]);
    assert.deepEqual(ui(state, pick(4), pick(0, 'toggle')).selected, [0, 4]);
    assert.deepEqual(ui(state, pick(4), pick(0, 'toggle'), pick(4, 'toggle')).selected, [0]);
  });
  it('takes a range as the children are listed', () => {
    const order = [5, 1, 3, 0];
    const extended = ui(state, { ...pick(5), order } as UiAction, { type: 'select', index: 3, how: 'extend', order });
    assert.deepEqual(extended.selected, [1, 3, 5]);
  });
  it('moves from where the cursor is by then, however many keys come before a frame', () => {
    const next = (cursor: number): number => cursor + 1;
    const twice = { type: 'select', index: next, how: 'extend' } as const;
    assert.deepEqual(ui(state, pick(0), twice, twice).selected, [0, 1, 2]);
  });
  it('moves without selecting', () => {
    const moved = ui(state, pick(2), pick(4, 'move'));
    assert.deepEqual([moved.selected, moved.cursor], [[2], 4]);
  });
  it('refuses what is no child', () => assert.equal(after(state, pick(6)), state));
  it('goes back to whatever runs when nothing is selected any more', () => {
    assert.deepEqual(wantedLog(after(state, pick(2), pick(2, 'toggle'))), { kind: 'running' });
  });
  it('forgets the attempt that was picked for another child', () => {
    assert.equal(ui(state, pick(2), { type: 'pickAttempt', attempt: 0 }, pick(3)).attempt, undefined);
  });
});

describe('filter and order', () => {
  const state = shown('RRRFFF');
  const filter = (letter: string, isAdded = false): UiAction => ({ type: 'filter', letter, isAdded });
  it('shows one state, several, and all again', () => {
    assert.equal(ui(state, filter('F')).filter, 'F');
    assert.equal(ui(state, filter('F'), filter('R')).filter, 'R');
    assert.equal(ui(state, filter('F'), filter('R', true)).filter, 'FR');
    assert.equal(ui(state, filter('F'), filter('F')).filter, '');
    assert.equal(ui(state, filter('F'), { type: 'showAll' }).filter, '');
  });
  it('turns round when the same column is chosen again, and begins with the longest', () => {
    const sort = (by: 'reason' | 'duration'): UiAction => ({ type: 'sort', by });
    assert.deepEqual(ui(state, sort('reason')).sort, { by: 'reason', isDescending: false });
    assert.deepEqual(ui(state, sort('reason'), sort('reason')).sort, { by: 'reason', isDescending: true });
    assert.deepEqual(ui(state, sort('duration')).sort, { by: 'duration', isDescending: true });
  });
});

describe('what is kept from window to window', () => {
  it('comes back as it was', () => {
    const before = ui(
      shown('RRRFFF'),
      { type: 'filter', letter: 'F', isAdded: false },
      { type: 'select', index: 4, how: 'one' },
      { type: 'set', ui: { tab: 'timeline', split: 0.3, times: 'utc', isWrapped: true } },
    );
    const saved: unknown = JSON.parse(JSON.stringify(savedPart(before)));
    assert.deepEqual(savedPart(readSavedUi(saved)), savedPart(before));
  });
  it('never holds what costs money', () => {
    assert.equal(readSavedUi(savedPart(ui(shown('RR'), { type: 'set', ui: { isLive: true } }))).isLive, false);
  });
  for (const nonsense of [undefined, null, 'text', 7, [], { tab: 'x', split: 99, selected: ['a'], filter: '<b>' }]) {
    it(`is as in a new panel for ${JSON.stringify(nonsense)}`, () => {
      assert.deepEqual(readSavedUi(nonsense), readSavedUi({}));
    });
  }
});
