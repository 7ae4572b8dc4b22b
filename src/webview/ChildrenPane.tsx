// The children of an array: counts that filter, jumps, and four ways to look at them.
import { useMemo } from 'preact/hooks';
import { Button } from './Button';
import { ChildGrid } from './ChildGrid';
import { ChildTable, columnTitles } from './ChildTable';
import { type SortColumn, filterChildren, sortChildren, sortColumns, stragglers } from './childFacts';
import { countsByLetter } from './childStates';
import { formatDuration } from '../core/time';
import { CountsBar } from './CountsBar';
import { FailureGroups } from './FailureGroups';
import { useNow } from './hooks';
import { jumpToFailed, jumpToSlowest } from './jumps';
import type { State, UiAction } from './state';
import { Tabs } from './Tabs';
import { text } from './texts';
import { Timeline } from './Timeline';

type Props = { readonly state: State; readonly dispatch: (action: UiAction) => void };

export function ChildrenPane({ state, dispatch }: Props) {
  const { job, children, ui } = state;
  const failures = job?.failures ?? [];
  const counts = useMemo(() => countsByLetter(job?.counts ?? {}), [job?.counts]);
  const isSlowAsked = ui.tab === 'timeline';
  const slow = useMemo(
    () => (isSlowAsked && children !== undefined ? stragglers(children, hostNow(state)) : undefined),
    [isSlowAsked, children],
  );
  return (
    <section class="pane children-pane" aria-label={text('childrenPane')}>
      <CountsBar counts={counts} total={job?.total ?? 0} filter={ui.filter} dispatch={dispatch} />
      <div class="pane-head">
        <Tabs
          id="children"
          label={text('view')}
          chosen={ui.tab}
          onChoose={(tab) => dispatch({ type: 'set', ui: { tab } })}
          tabs={[
            { name: 'grid', label: text('tabGrid') },
            { name: 'table', label: text('tabTable') },
            { name: 'timeline', label: text('tabTimeline') },
            {
              name: 'reasons',
              label: text('tabReasons'),
              badge: failures.length === 0 ? undefined : String(failures.length),
            },
          ]}
        />
        <div class="pane-tools">
          {ui.tab === 'timeline' && <OrderPicker by={ui.sort.by} dispatch={dispatch} />}
          {slow !== undefined && slow.indexes.length > 0 && (
            <Button
              kind="quiet"
              label={slow.indexes.length === 1 ? text('straggler') : text('stragglers', slow.indexes.length)}
              hint={text('stragglersHint', formatDuration(slow.medianMs))}
              onPress={() => dispatch({ type: 'selectMany', indexes: slow.indexes })}
            />
          )}
          <Button
            kind="quiet"
            icon="nextFailed"
            label={text('nextFailed')}
            hint={text('nextFailedHint')}
            isDisabled={children?.letters.includes('F') !== true}
            onPress={() => jumpToFailed(state, dispatch, 1)}
          />
          <Button
            kind="quiet"
            icon="slowest"
            label={text('slowest')}
            hint={text('slowestHint')}
            isDisabled={children === undefined}
            onPress={() => jumpToSlowest(state, dispatch)}
          />
        </div>
      </div>
      <div class="pane-body" role="tabpanel" id="children-panel" aria-labelledby={`children-${ui.tab}`}>
        <Body state={state} slow={slow} dispatch={dispatch} />
      </div>
    </section>
  );
}

/** The table has its columns for this. */
function OrderPicker({ by, dispatch }: { readonly by: SortColumn; readonly dispatch: Props['dispatch'] }) {
  return (
    <select
      aria-label={text('order')}
      title={text('order')}
      value={by}
      onChange={(event) => {
        const chosen = sortColumns.find((column) => column === event.currentTarget.value);
        if (chosen !== undefined && chosen !== by) dispatch({ type: 'sort', by: chosen });
      }}
    >
      {sortColumns.map((column) => (
        <option key={column} value={column}>
          {text(columnTitles[column])}
        </option>
      ))}
    </select>
  );
}

type BodyProps = Props & { readonly slow: ReturnType<typeof stragglers> };

function Body({ state, slow, dispatch }: BodyProps) {
  const { job, children, ui, clockAheadMs } = state;
  const now = useNow(clockAheadMs, job?.isEnded === false && ui.tab !== 'grid');
  const isList = ui.tab === 'table' || ui.tab === 'timeline';
  const byTime = ui.sort.by === 'duration' ? Math.floor(now / 1_000) : 0;
  const order = useMemo(
    () =>
      children === undefined || !isList
        ? []
        : sortChildren(children, filterChildren(children, ui.filter), ui.sort, now),
    [children, isList, ui.filter, ui.sort, byTime],
  );
  if (ui.tab === 'reasons') {
    return <FailureGroups groups={job?.failures ?? []} selected={ui.selected} dispatch={dispatch} />;
  }
  if (children === undefined) return <p class="empty">{text('loadingChildren')}</p>;
  const { selected, cursor, filter, sort } = ui;
  if (ui.tab === 'grid') {
    return <ChildGrid {...{ children, filter, selected, cursor, now, dispatch }} />;
  }
  if (order.length === 0) {
    return (
      <div class="empty">
        <p>{text('noMatch')}</p>
        <Button label={text('showAll')} onPress={() => dispatch({ type: 'showAll' })} />
      </div>
    );
  }
  return ui.tab === 'table' ? (
    <ChildTable {...{ children, order, sort, selected, cursor, now, dispatch }} />
  ) : (
    <Timeline {...{ children, order, slow, selected, cursor, now, dispatch }} />
  );
}

function hostNow({ clockAheadMs }: State): number {
  return Date.now() + clockAheadMs;
}
