// The jumps: to the next failed child and to the slowest one.
import { nextFailed, slowest } from './childFacts';
import type { State, UiAction } from './state';

type Dispatch = (action: UiAction) => void;

/** @param step 1: the next, -1: the one before. */
export function jumpToFailed({ children, ui }: State, dispatch: Dispatch, step: 1 | -1): void {
  if (children === undefined) return;
  // What has not been picked yet has not been seen: the first one counts too.
  const from = ui.selected.length === 0 && step === 1 ? -1 : ui.cursor;
  jump(nextFailed(children, from, step), 'F', ui.filter, dispatch);
}

export function jumpToSlowest({ children, ui, clockAheadMs }: State, dispatch: Dispatch): void {
  if (children === undefined) return;
  const index = slowest(children, Date.now() + clockAheadMs);
  jump(index, children.letters[index ?? 0] ?? '', ui.filter, dispatch);
}

/** The child must be among those that are shown. */
function jump(index: number | undefined, letter: string, filter: string, dispatch: Dispatch): void {
  if (index === undefined) return;
  if (filter !== '' && !filter.includes(letter)) dispatch({ type: 'showAll' });
  dispatch({ type: 'select', index, how: 'one' });
  dispatch({ type: 'set', ui: { pane: 'log' } });
}
