// All that the panel shows, as one value, and how messages of the host and deeds of the user change it.
import type { Children, HostMessage, LogSelection, PanelState, UsageView } from '../app/runPanel/protocol';
import { type SortColumn, nextFailed } from './childFacts';
import { type LogBuffer, appendLines, clearedLog, emptyLog } from './logBuffer';
import { type Ui, readSavedUi } from './ui';
import { visibleChildren, visibleJob, visibleUsage } from './visibleTexts';
import { visible } from './logText';

export type LogState = {
  /** Counts up; 0: nothing has been asked for yet. */
  readonly selectionId: number;
  /** The host has answered. */
  readonly isStarted: boolean;
  readonly title: string;
  readonly attempts: readonly string[];
  readonly attempt: number | undefined;
  readonly isCut: boolean;
  readonly buffer: LogBuffer;
  /** Lines that the user took off the panel are no lines that were dropped. */
  readonly clearedTo: number;
  readonly note: string;
  readonly isEnd: boolean;
};

export type State = {
  readonly job: PanelState | undefined;
  readonly children: Children | undefined;
  /** The host's clock minus ours, in milliseconds. */
  readonly clockAheadMs: number;
  readonly log: LogState;
  /** What the host told last; undefined: it was not asked. */
  readonly usage?: UsageView;
  readonly ui: Ui;
};

export type UiAction =
  | { readonly type: 'set'; readonly ui: Partial<Omit<Ui, 'selected' | 'cursor' | 'anchor' | 'filter'>> }
  /** Only this state, or all again; `isAdded`: this one besides the others, or no longer. */
  | { readonly type: 'filter'; readonly letter: string; readonly isAdded: boolean }
  | { readonly type: 'showAll' }
  | { readonly type: 'sort'; readonly by: SortColumn }
  /**
   * `index`: a child, or which one from where the cursor is: keys may come faster than frames are drawn. `order`: the
   * children as they are listed, in which a range is taken; by index without it.
   */
  | {
      readonly type: 'select';
      readonly index: number | ((cursor: number) => number);
      readonly how: 'one' | 'extend' | 'toggle' | 'move';
      readonly order?: readonly number[];
    }
  | { readonly type: 'selectMany'; readonly indexes: readonly number[] }
  | { readonly type: 'followRunning' }
  | { readonly type: 'pickAttempt'; readonly attempt: number }
  | { readonly type: 'clearLog' }
  /** The host was asked for a log. */
  | { readonly type: 'asked'; readonly selectionId: number };

export type Action = UiAction | { readonly type: 'host'; readonly message: HostMessage; readonly receivedAt: number };

const noLog: LogState = {
  selectionId: 0,
  isStarted: false,
  title: '',
  attempts: [],
  attempt: undefined,
  isCut: false,
  buffer: emptyLog,
  clearedTo: 0,
  note: '',
  isEnd: false,
};

export function initialState(savedUi: unknown): State {
  return { job: undefined, children: undefined, clockAheadMs: 0, log: noLog, ui: readSavedUi(savedUi) };
}

export function reduce(state: State, action: Action): State {
  if (action.type === 'host') return settled(withMessage(state, action.message, action.receivedAt));
  if (action.type === 'asked') {
    return { ...state, log: { ...noLog, selectionId: action.selectionId } };
  }
  if (action.type === 'clearLog') {
    const buffer = clearedLog(state.log.buffer);
    return { ...state, log: { ...state.log, buffer, clearedTo: buffer.end, isCut: false } };
  }
  const ui = reduceUi(state.ui, action, state.children);
  return ui === state.ui ? state : { ...state, ui };
}

function reduceUi(ui: Ui, action: Exclude<UiAction, { type: 'asked' | 'clearLog' }>, children?: Children): Ui {
  switch (action.type) {
    case 'set':
      return { ...ui, ...action.ui };
    case 'filter':
      return { ...ui, filter: changedFilter(ui.filter, action.letter, action.isAdded) };
    case 'showAll':
      return { ...ui, filter: '' };
    case 'sort': {
      const isDescending = ui.sort.by === action.by ? !ui.sort.isDescending : action.by === 'duration';
      return { ...ui, sort: { by: action.by, isDescending } };
    }
    case 'select':
      return select(ui, action, children?.letters.length ?? 0);
    case 'selectMany':
      return chosen(ui, ascending(action.indexes), action.indexes[0] ?? ui.cursor);
    case 'followRunning':
      return { ...ui, logOf: 'running', pane: 'log', attempt: undefined, isFollowing: true };
    case 'pickAttempt':
      return { ...ui, attempt: action.attempt };
  }
}

function changedFilter(filter: string, letter: string, isAdded: boolean): string {
  if (!isAdded) return filter === letter ? '' : letter;
  return filter.includes(letter) ? filter.replace(letter, '') : filter + letter;
}

function select(ui: Ui, action: Extract<UiAction, { type: 'select' }>, count: number): Ui {
  const { how, order } = action;
  const index = typeof action.index === 'number' ? action.index : action.index(ui.cursor);
  if (index < 0 || index >= count) return ui;
  if (how === 'move') return { ...ui, cursor: index };
  if (how === 'one') return { ...chosen(ui, [index], index), anchor: index };
  if (how === 'toggle') {
    const isOn = ui.selected.includes(index);
    const selected = isOn ? ui.selected.filter((other) => other !== index) : ascending([...ui.selected, index]);
    return { ...chosen(ui, selected, index), anchor: index };
  }
  return chosen(ui, ascending(range(ui.anchor, index, order)), index);
}

/** From one child to another as they are listed. */
function range(anchor: number, index: number, order?: readonly number[]): readonly number[] {
  const at = order === undefined ? anchor : order.indexOf(anchor);
  const to = order === undefined ? index : order.indexOf(index);
  if (at < 0 || to < 0) return [index];
  const [from, until] = at <= to ? [at, to] : [to, at];
  return order === undefined
    ? Array.from({ length: until - from + 1 }, (_, offset) => from + offset)
    : order.slice(from, until + 1);
}

function chosen(ui: Ui, selected: readonly number[], cursor: number): Ui {
  const logOf = selected.length === 0 ? 'running' : 'selected';
  return { ...ui, selected: [...selected], cursor, logOf, attempt: undefined, isFollowing: true };
}

function ascending(indexes: readonly number[]): readonly number[] {
  return [...new Set(indexes)].sort((one, other) => one - other);
}

function withMessage(state: State, message: HostMessage, receivedAt: number): State {
  switch (message.type) {
    case 'state': {
      const job = visibleJob(message.state);
      const isOther = state.job !== undefined && state.job.jobId !== job.jobId;
      const before = isOther ? forOtherJob(state) : state;
      return { ...before, job, clockAheadMs: job.now - receivedAt };
    }
    case 'children': {
      const children = visibleChildren(message.children);
      return { ...state, children, ui: withinBounds(state.ui, children.letters.length) };
    }
    case 'usage':
      return { ...state, usage: visibleUsage(message.usage) };
    case 'logStart':
      return changedLog(state, message.selectionId, (log) => ({
        ...noLog,
        selectionId: log.selectionId,
        isStarted: true,
        title: visible(message.title),
        attempts: message.attempts.map(visible),
        attempt: message.attempt,
        isCut: message.isCut,
      }));
    case 'logLines':
      return changedLog(state, message.selectionId, (log) => ({
        ...log,
        buffer: appendLines(log.buffer, message.lines),
      }));
    case 'logNote':
      return changedLog(state, message.selectionId, (log) => ({
        ...log,
        isStarted: true,
        note: visible(message.note),
        isEnd: message.isEnd,
      }));
  }
}

/** What belongs to an older selection is dropped. */
function changedLog(state: State, selectionId: number, change: (log: LogState) => LogState): State {
  return selectionId === state.log.selectionId ? { ...state, log: change(state.log) } : state;
}

/** Another job in the same panel: the options stay, what was picked goes. */
function forOtherJob(state: State): State {
  const { tab, isWrapped, times, split } = state.ui;
  return {
    ...state,
    children: undefined,
    usage: undefined,
    log: { ...noLog, selectionId: state.log.selectionId },
    ui: readSavedUi({ tab, isWrapped, times, split }),
  };
}

function withinBounds(ui: Ui, count: number): Ui {
  if (ui.cursor < count && ui.anchor < count && (ui.selected.at(-1) ?? 0) < count) return ui;
  const last = Math.max(0, count - 1);
  return {
    ...ui,
    cursor: Math.min(ui.cursor, last),
    anchor: Math.min(ui.anchor, last),
    selected: ui.selected.filter((index) => index < count),
  };
}

/** The log that is of use first: of an ended array that of the first failed child, else of whatever runs. */
function settled(state: State): State {
  const { job, children, ui } = state;
  if (ui.logOf !== 'auto' || job === undefined || children === undefined || children.letters === '') return state;
  if (!job.isEnded) return { ...state, ui: { ...ui, logOf: 'running' } };
  const index = nextFailed(children, -1) ?? 0;
  return { ...state, ui: { ...ui, logOf: 'selected', selected: [index], cursor: index, anchor: index } };
}

/** Children are shown, or will be. */
export function isArray({ job, children }: State): boolean {
  return children !== undefined || (job?.total ?? 0) > 1;
}

/** Whose log should be shown now; undefined: that cannot be said yet. */
export function wantedLog(state: State): LogSelection | undefined {
  if (state.job === undefined) return undefined;
  if (!isArray(state)) return { kind: 'job' };
  const { logOf, selected } = state.ui;
  if (logOf === 'running') return { kind: 'running' };
  return logOf === 'selected' && selected.length > 0 ? { kind: 'children', indexes: [...selected] } : undefined;
}
