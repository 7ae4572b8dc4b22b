// The panel as a whole: head and stages on top, children and log below or side by side.
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { PanelAction } from '../app/runPanel/protocol';
import { Announcer } from './Announcer';
import { ChildrenPane } from './ChildrenPane';
import { Header } from './Header';
import { Help } from './Help';
import { useSize, useThemeRevision } from './hooks';
import { LogActions, LogPane, searchFieldId } from './LogPane';
import { setLetterColours } from './palette';
import { ResultPane } from './ResultPane';
import { runShortcut } from './shortcuts';
import { Splitter } from './Splitter';
import { type State, isArray } from './state';
import type { Store } from './store';
import { Strip } from './Strip';
import { Tabs } from './Tabs';
import { text } from './texts';
import { TroubleBanner } from './TroubleBanner';
import { UsageCard } from './UsageCard';

type Props = { readonly state: State; readonly store: Store };

/** From here on children and log stand side by side. */
const wideFrom = 960;

export function App({ state, store }: Props) {
  const { job, ui, clockAheadMs } = state;
  const { dispatch, post } = store;
  const main = useRef<HTMLElement>(null);
  const { width } = useSize(main);
  useShortcuts(store);
  const theme = useThemeRevision();
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (panel.current !== null) setLetterColours(panel.current);
  }, [theme]);
  const onAct = (action: PanelAction): void => post({ type: 'act', action });
  const setUsageOpen = (isUsageOpen: boolean): void => {
    dispatch({ type: 'set', ui: { isUsageOpen } });
    post({ type: 'lookAtUsage', isWanted: isUsageOpen });
  };
  const isWide = width >= wideFrom;
  const hasChildren = isArray(state);
  // Lines of the log leave the children as they are: a grid of 10,000 is not drawn again for them.
  const childrenPane = useMemo(
    () => <ChildrenPane state={state} dispatch={dispatch} />,
    [job, state.children, ui, clockAheadMs],
  );
  return (
    <div ref={panel} class="panel">
      {job !== undefined && (
        <Header
          job={job}
          clockAheadMs={clockAheadMs}
          onAct={onAct}
          isUsageOpen={ui.isUsageOpen}
          onUsage={() => setUsageOpen(!ui.isUsageOpen)}
          onHelp={() => dispatch({ type: 'set', ui: { isHelpOpen: true } })}
        />
      )}
      {job !== undefined && ui.isUsageOpen && (
        <UsageCard
          usage={state.usage}
          onLookAgain={() => setUsageOpen(true)}
          onDetails={() => onAct('showUsage')}
          onClose={() => setUsageOpen(false)}
        />
      )}
      {job?.trouble !== undefined && <TroubleBanner trouble={job.trouble} onAct={onAct} />}
      {job !== undefined && job.stages.length > 1 && (
        <Strip
          stages={job.stages}
          clockAheadMs={clockAheadMs}
          hasResult={job.result !== undefined}
          onShowJob={(jobId) => post({ type: 'showJob', jobId })}
          onShowResult={() => dispatch({ type: 'set', ui: { pane: 'result' } })}
        />
      )}
      <main ref={main} class={isWide ? 'is-wide' : 'is-narrow'} aria-label={text('app')}>
        {job === undefined && (
          <div class="log-nothing" role="status">
            <span class="spinner" aria-hidden="true" /> {text('loadingJob')}
          </div>
        )}
        {job !== undefined && hasChildren && (
          <>
            <div class="part" style={{ flexGrow: ui.split }}>
              {childrenPane}
            </div>
            <Splitter
              isVertical={isWide}
              share={ui.split}
              onMove={(split) => dispatch({ type: 'set', ui: { split } })}
            />
          </>
        )}
        {job !== undefined && (
          <div class="part" style={{ flexGrow: hasChildren ? 1 - ui.split : 1 }}>
            <LogAndResult state={state} store={store} onAct={onAct} />
          </div>
        )}
      </main>
      {ui.isHelpOpen && <Help onClose={() => dispatch({ type: 'set', ui: { isHelpOpen: false } })} />}
      <Announcer state={state} />
    </div>
  );
}

type LogAndResultProps = Props & { readonly onAct: (action: PanelAction) => void };

function LogAndResult({ state, store, onAct }: LogAndResultProps) {
  const { job, ui } = state;
  const { dispatch, post } = store;
  const pane = job?.result === undefined ? 'log' : ui.pane;
  return (
    <section class="pane" aria-label={text('logPane')}>
      <div class="pane-head">
        <Tabs
          id="pane"
          label={text('logPane')}
          chosen={pane}
          onChoose={(name) => dispatch({ type: 'set', ui: { pane: name } })}
          tabs={[
            { name: 'log' as const, label: text('tabLog') },
            ...(job?.result === undefined ? [] : [{ name: 'result' as const, label: text('tabResult') }]),
          ]}
        />
        {pane === 'log' && <LogActions {...{ state, dispatch, post }} />}
      </div>
      <div class="pane-body" role="tabpanel" id="pane-panel" aria-labelledby={`pane-${pane}`}>
        {pane === 'result' && job !== undefined ? (
          <ResultPane job={job} onAct={onAct} />
        ) : (
          <LogPane {...{ state, dispatch, post }} />
        )}
      </div>
    </section>
  );
}

function useShortcuts(store: Store): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
      const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      const isCtrl = ctrlKey || metaKey;
      if ((isTyping && !isCtrl) || store.state().ui.isHelpOpen) return;
      const wasMeant = runShortcut(
        { key, isCtrl, isAlt: altKey, isShift: shiftKey },
        {
          state: store.state(),
          dispatch: store.dispatch,
          focusSearch: () => {
            // The log may have to be drawn first.
            requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(searchFieldId)?.focus()));
          },
        },
      );
      if (wasMeant) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
