// The log of what is selected: its title and attempts, the tools, the lines, what there is to say of them.
import { useMemo, useRef, useState } from 'preact/hooks';
import type { PanelMessage } from '../app/runPanel/protocol';
import { Button } from './Button';
import { logAsText } from './logCopy';
import { LogLines } from './LogLines';
import { type State, type UiAction, wantedLog } from './state';
import { text } from './texts';
import { timeStyles } from './ui';
import { useLogSearch } from './useLogSearch';

type Props = {
  readonly state: State;
  readonly dispatch: (action: UiAction) => void;
  readonly post: (message: PanelMessage) => void;
};

export const searchFieldId = 'log-search';

export function LogPane({ state, dispatch, post }: Props) {
  const { log, ui, children } = state;
  const { buffer } = log;
  const [query, setQuery] = useState('');
  const topLine = useRef(0);
  const found = useLogSearch(buffer, query, log.selectionId, () => Math.max(topLine.current, buffer.start));
  const [pausedAt, setPausedAt] = useState(0);
  const digits = String(Math.max(0, (children?.letters.length ?? 1) - 1)).length;
  const onFollow = (isFollowing: boolean): void => {
    if (isFollowing === ui.isFollowing) return;
    setPausedAt(buffer.end);
    dispatch({ type: 'set', ui: { isFollowing } });
  };
  const fresh = ui.isFollowing ? 0 : Math.max(0, buffer.end - Math.max(pausedAt, buffer.start));
  return (
    <div class="log">
      <div class="log-bar">
        <LogTitle state={state} dispatch={dispatch} />
        <div class="log-tools">
          <SearchField query={query} found={found} onQuery={setQuery} />
          <select
            aria-label={text('timestamps')}
            value={ui.times}
            onChange={(event) => {
              const times = timeStyles.find((style) => style === event.currentTarget.value);
              if (times !== undefined) dispatch({ type: 'set', ui: { times } });
            }}
          >
            <option value="off">{text('timesOff')}</option>
            <option value="local">{text('timesLocal')}</option>
            <option value="utc">{text('timesUtc')}</option>
          </select>
          <Button
            label={text('wrap')}
            hint={text('wrapHint')}
            icon="wrap"
            isIconOnly
            isOn={ui.isWrapped}
            onPress={() => dispatch({ type: 'set', ui: { isWrapped: !ui.isWrapped } })}
          />
          <Button
            kind="quiet"
            label={fresh > 0 ? text('newLines', fresh) : text('follow')}
            hint={text('followHint')}
            icon="follow"
            isOn={ui.isFollowing}
            onPress={() => onFollow(!ui.isFollowing)}
          />
        </div>
      </div>
      <Notices state={state} />
      <LogLines
        key={log.selectionId}
        buffer={buffer}
        isWrapped={ui.isWrapped}
        times={ui.times}
        digits={digits}
        query={query}
        currentMatch={found.current}
        isFollowing={ui.isFollowing}
        onFollow={onFollow}
        onTopLine={(line) => {
          topLine.current = line;
        }}
      />
      <LogNote state={state} post={post} />
    </div>
  );
}

function LogTitle({ state, dispatch }: Pick<Props, 'state' | 'dispatch'>) {
  const { log } = state;
  const title = log.isStarted ? log.title : expectedTitle(state);
  return (
    <div class="log-title">
      <span class="log-name" title={title}>
        <bdi>{title}</bdi>
      </span>
      {log.attempts.length > 1 && (
        <select
          aria-label={text('pickAttempt')}
          value={String(log.attempt ?? log.attempts.length - 1)}
          onChange={(event) => dispatch({ type: 'pickAttempt', attempt: Number(event.currentTarget.value) })}
        >
          {log.attempts.map((label, at) => (
            <option key={at} value={String(at)}>
              {label}
            </option>
          ))}
        </select>
      )}
      {log.attempts.length === 1 && <span class="log-attempt">{log.attempts[0]}</span>}
    </div>
  );
}

/** Until the host has answered. */
function expectedTitle(state: State): string {
  const wanted = wantedLog(state);
  if (wanted?.kind === 'running') return text('allRunning');
  if (wanted?.kind !== 'children') return '';
  const [index = 0] = wanted.indexes;
  return wanted.indexes.length === 1 ? text('child', String(index)) : text('selectedCount', wanted.indexes.length);
}

type SearchProps = {
  readonly query: string;
  readonly found: ReturnType<typeof useLogSearch>;
  readonly onQuery: (query: string) => void;
};

function SearchField({ query, found, onQuery }: SearchProps) {
  const said = found.count === 0 ? text('searchNone') : text('searchCount', found.position || '?', found.count);
  return (
    <div class="search" role="search">
      <input
        id={searchFieldId}
        type="text"
        spellcheck={false}
        autocomplete="off"
        aria-label={text('search')}
        placeholder={text('searchPlaceholder')}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') found.step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape' && query !== '') onQuery('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span class="search-count number" role="status">
        {query === '' ? '' : said}
      </span>
      <Button
        label={text('searchPrevious')}
        icon="previous"
        isIconOnly
        isDisabled={found.count === 0}
        onPress={() => found.step(-1)}
      />
      <Button
        label={text('searchNext')}
        icon="next"
        isIconOnly
        isDisabled={found.count === 0}
        onPress={() => found.step(1)}
      />
    </div>
  );
}

function Notices({ state: { log } }: Pick<Props, 'state'>) {
  const dropped = log.buffer.start - log.clearedTo;
  if (dropped > 0) return <div class="log-notice">{text('logDropped', dropped)}</div>;
  return log.isCut ? <div class="log-notice">{text('logCut')}</div> : null;
}

/** Below the lines, or instead of them. */
function LogNote({ state }: Pick<Props, 'state' | 'post'>) {
  const { log } = state;
  const isEmpty = log.buffer.end === log.buffer.start;
  const isUnasked = useMemo(() => wantedLog(state) === undefined, [state]);
  if (log.note !== '') return <div class={isEmpty ? 'log-nothing' : 'log-note'}>{log.note}</div>;
  if (!isEmpty) return null;
  if (isUnasked && state.job !== undefined && state.children !== undefined) {
    return <div class="log-nothing">{text('logPick')}</div>;
  }
  return <div class="log-nothing">{text(log.isStarted ? 'logEmpty' : 'loading')}</div>;
}

/** What stands beside the tabs: whose log, and what to do with all of its lines. */
export function LogActions({ state, dispatch, post }: Props) {
  const { log, ui, job } = state;
  const isEmpty = log.buffer.end === log.buffer.start;
  const asText = (): string => logAsText(log.buffer, ui.times);
  const indexes = ui.logOf === 'selected' && ui.selected.length > 0 ? [...ui.selected] : undefined;
  const hasChildren = state.children !== undefined;
  return (
    <div class="pane-tools">
      {hasChildren && (
        <Button
          kind="quiet"
          label={text('allRunning')}
          hint={text('allRunningHint')}
          isOn={ui.logOf === 'running'}
          onPress={() => dispatch({ type: 'followRunning' })}
        />
      )}
      <Button
        kind="quiet"
        label={text('live')}
        hint={text('liveHint')}
        icon="live"
        isOn={ui.isLive}
        onPress={() => dispatch({ type: 'set', ui: { isLive: !ui.isLive } })}
      />
      {job?.actions.includes('openLog') === true && (
        <Button
          label={text('openFullLog')}
          icon="openLog"
          isIconOnly
          onPress={() => post({ type: 'act', action: 'openLog', indexes })}
        />
      )}
      {indexes?.length === 1 && (
        <Button
          label={text('showUsage')}
          icon="showUsage"
          isIconOnly
          onPress={() => post({ type: 'act', action: 'showUsage', indexes })}
        />
      )}
      <Button
        label={text('copy')}
        hint={text('copyHint')}
        icon="copy"
        isIconOnly
        isDisabled={isEmpty}
        onPress={() => post({ type: 'copy', text: getSelection()?.toString() || asText() })}
      />
      <Button
        label={text('save')}
        icon="save"
        isIconOnly
        isDisabled={isEmpty}
        onPress={() => post({ type: 'saveLog', text: asText() })}
      />
      <Button
        label={text('clear')}
        hint={text('clearHint')}
        icon="clear"
        isIconOnly
        isDisabled={isEmpty}
        onPress={() => dispatch({ type: 'clearLog' })}
      />
    </div>
  );
}
