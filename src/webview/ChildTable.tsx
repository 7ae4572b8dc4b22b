// The children as rows: sortable, and only those in view are in the page.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Children } from '../app/runPanel/protocol';
import { formatDuration } from '../core/time';
import { type Sort, type SortColumn, ranMs, reasonOf, sortColumns } from './childFacts';
import { statusOf } from './childStates';
import { StateMark } from './FactsCard';
import { moveInList } from './gridLayout';
import { useSize, useUpdateEffect } from './hooks';
import { formatTime } from './logTimes';
import { pickMode, selectByKey } from './selecting';
import type { UiAction } from './state';
import { type TextKey, text } from './texts';
import { px, rowsInView, scrollToShow } from './virtualRows';

type Props = {
  readonly children: Children;
  /** Filtered and sorted. */
  readonly order: readonly number[];
  readonly sort: Sort;
  readonly selected: readonly number[];
  readonly cursor: number;
  readonly now: number;
  readonly dispatch: (action: UiAction) => void;
};

const rowHeight = 22;
/** How columns are called; they name the orders too. */
export const columnTitles: Readonly<Record<SortColumn, TextKey>> = {
  index: 'columnIndex',
  state: 'columnState',
  attempts: 'columnAttempts',
  started: 'columnStarted',
  duration: 'columnDuration',
  exitCode: 'columnExitCode',
  reason: 'columnReason',
};

export function ChildTable({ children, order, sort, selected, cursor, now, dispatch }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { height } = useSize(scroller);
  const [scrollTop, setScrollTop] = useState(0);
  const at = order.indexOf(cursor);
  const bodyHeight = Math.max(0, height - rowHeight);
  const view = rowsInView(scrollTop, bodyHeight, rowHeight, order.length);
  useEffect(() => {
    const element = scroller.current;
    if (element === null || at < 0 || bodyHeight === 0) return;
    element.scrollTop = scrollToShow(at, element.scrollTop, bodyHeight, rowHeight);
  }, [cursor, bodyHeight > 0]);
  useUpdateEffect(() => {
    // Whoever sorts wants to see what comes first.
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [sort]);
  const picked = new Set(selected);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const rows = Math.max(1, Math.floor(bodyHeight / rowHeight) - 1);
    selectByKey(event, { to: (from) => moveInList(event.key, from, order, rows), order, dispatch });
  };
  return (
    <div
      ref={scroller}
      class="table"
      role="grid"
      aria-label={text('tableLabel', order.length)}
      aria-rowcount={order.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={at >= view.first && at < view.end ? `row-${cursor}` : undefined}
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div class="table-head" role="row" aria-rowindex={1}>
        {sortColumns.map((column) => (
          <div
            key={column}
            role="columnheader"
            class={`cell cell-${column}`}
            aria-sort={sort.by !== column ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
          >
            <button type="button" onClick={() => dispatch({ type: 'sort', by: column })}>
              {text(columnTitles[column])}
              {sort.by === column && <span aria-hidden="true">{sort.isDescending ? ' ↓' : ' ↑'}</span>}
            </button>
          </div>
        ))}
      </div>
      <div role="presentation" style={{ height: px(view.first * rowHeight) }} />
      {order.slice(view.first, view.end).map((index, offset) => (
        <Row
          key={index}
          children={children}
          index={index}
          rowIndex={view.first + offset + 2}
          isSelected={picked.has(index)}
          isCursor={index === cursor}
          now={now}
          onPick={(event) => dispatch({ type: 'select', index, how: pickMode(event), order })}
        />
      ))}
      <div role="presentation" style={{ height: px((order.length - view.end) * rowHeight) }} />
    </div>
  );
}

type RowProps = {
  readonly children: Children;
  readonly index: number;
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly now: number;
  readonly onPick: (event: MouseEvent) => void;
};

function Row({ children, index, rowIndex, isSelected, isCursor, now, onPick }: RowProps) {
  const letter = children.letters.charAt(index);
  const startedAt = children.startedAt[index] ?? undefined;
  const ms = ranMs(children, index, now);
  const reason = reasonOf(children, index);
  const cells: Readonly<Record<SortColumn, string>> = {
    index: String(index),
    state: statusOf(letter),
    attempts: String(children.attempts[index] ?? ''),
    started: startedAt === undefined ? '' : formatTime(startedAt, 'local').slice(0, 8),
    duration: ms === undefined ? '' : formatDuration(ms),
    exitCode: String(children.exitCode[index] ?? ''),
    reason,
  };
  return (
    <div
      id={`row-${index}`}
      class={`row${isSelected ? ' is-selected' : ''}${isCursor ? ' is-cursor' : ''}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      onMouseDown={(event) => {
        if (event.button === 0) onPick(event);
      }}
    >
      {sortColumns.map((column) => (
        <div
          key={column}
          role="gridcell"
          class={`cell cell-${column}`}
          title={column === 'reason' ? reason : undefined}
        >
          {column === 'state' && <StateMark letter={letter} />}
          {cells[column]}
        </div>
      ))}
    </div>
  );
}
