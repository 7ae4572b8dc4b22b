// How mouse and keys select: the same in the grid, the table and the timeline.
import type { UiAction } from './state';

type Modifiers = { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean };

export function pickMode({ shiftKey, ctrlKey, metaKey }: Modifiers): 'one' | 'extend' | 'toggle' {
  if (shiftKey) return 'extend';
  return ctrlKey || metaKey ? 'toggle' : 'one';
}

type Keys = {
  /** Where the key leads from a child, if it is one of movement. */
  readonly to: (from: number) => number | undefined;
  readonly order?: readonly number[];
  readonly dispatch: (action: UiAction) => void;
};

/** Moving selects, with Shift a range, with Ctrl it only moves; Ctrl+Space adds; Enter and Space show the log. */
export function selectByKey(event: KeyboardEvent, { to, order, dispatch }: Keys): void {
  const isCtrl = event.ctrlKey || event.metaKey;
  if (to(0) !== undefined) {
    const how = event.shiftKey ? 'extend' : isCtrl ? 'move' : 'one';
    dispatch({ type: 'select', index: (cursor) => to(cursor) ?? cursor, how, order });
  } else if (event.key === ' ' || event.key === 'Enter') {
    dispatch({ type: 'select', index: (cursor) => cursor, how: isCtrl ? 'toggle' : 'one', order });
    if (event.key === 'Enter') dispatch({ type: 'set', ui: { pane: 'log' } });
  } else if (isCtrl && event.key.toLowerCase() === 'a' && order !== undefined) {
    dispatch({ type: 'selectMany', indexes: order });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
