// The keys that work anywhere in the panel but while one types.
import { jumpToFailed, jumpToSlowest } from './jumps';
import type { State, UiAction } from './state';
import { childTabs } from './ui';

export type Shortcuts = {
  readonly state: State;
  readonly dispatch: (action: UiAction) => void;
  readonly focusSearch: () => void;
};

export type Key = {
  readonly key: string;
  readonly isCtrl: boolean;
  readonly isAlt: boolean;
  readonly isShift: boolean;
};

/** True: the key was for the panel. */
export function runShortcut(
  { key, isCtrl, isAlt, isShift }: Key,
  { state, dispatch, focusSearch }: Shortcuts,
): boolean {
  const { ui, children } = state;
  const isFind = isCtrl && !isShift && key.toLowerCase() === 'f';
  if (isAlt || (isCtrl && !isFind)) return false;
  if (isFind || key === '/') {
    dispatch({ type: 'set', ui: { pane: 'log' } });
    focusSearch();
    return true;
  }
  const tab = /^[1-4]$/.test(key) && children !== undefined ? childTabs[Number(key) - 1] : undefined;
  if (tab !== undefined) {
    dispatch({ type: 'set', ui: { tab } });
    return true;
  }
  switch (key) {
    case 'n':
    case 'N':
      jumpToFailed(state, dispatch, isShift ? -1 : 1);
      return true;
    case 's':
      jumpToSlowest(state, dispatch);
      return true;
    case 'r':
      if (children !== undefined) dispatch({ type: 'followRunning' });
      return true;
    case 'f':
      dispatch({ type: 'set', ui: { isFollowing: !ui.isFollowing } });
      return true;
    case 'w':
      dispatch({ type: 'set', ui: { isWrapped: !ui.isWrapped } });
      return true;
    case '?':
      dispatch({ type: 'set', ui: { isHelpOpen: true } });
      return true;
    case 'Escape':
      if (ui.filter === '') return false;
      dispatch({ type: 'showAll' });
      return true;
    default:
      return false;
  }
}
