// The lines of the log, as a list of which only what is in view is in the page.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSize, useThemeRevision } from './hooks';
import { type KeptLine, type LogBuffer, lineAt } from './logBuffer';
import { type LogRows, logRows } from './logRows';
import { LogLineView } from './LogLineView';
import { formatTime } from './logTimes';
import { text } from './texts';
import type { TimeStyle } from './ui';
import { px, rowsInView } from './virtualRows';

type Props = {
  readonly buffer: LogBuffer;
  readonly isWrapped: boolean;
  readonly times: TimeStyle;
  /** How many digits an index may have. */
  readonly digits: number;
  readonly query: string;
  readonly currentMatch: number | undefined;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onTopLine: (line: number) => void;
};

type Metrics = { readonly characterWidth: number; readonly lineHeight: number };
const beforeMeasured: Metrics = { characterWidth: 8, lineHeight: 18 };
const padding = 24;

export function LogLines(props: Props) {
  const { buffer, isWrapped, times, digits, query, currentMatch, isFollowing, onFollow, onTopLine } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const [metrics, probe] = useMetrics(size.width);
  const { characterWidth, lineHeight } = metrics;
  const [scrollTop, setScrollTop] = useState(0);
  const hasIndexes = useMemo(() => buffer.chunks.some(({ lines }) => lines[0]?.index !== undefined), [buffer]);
  const gutter = (times === 'off' ? 0 : formatTime(0, times).length + 2) + (hasIndexes ? digits + 2 : 0);
  const columns = Math.max(20, Math.floor((size.width - padding) / characterWidth) - gutter - 1);
  const rows = useMemo(() => logRows(buffer, isWrapped ? columns : undefined), [buffer, isWrapped, columns]);

  const follows = useFollowing(isFollowing);
  const bottom = Math.max(0, rows.total * lineHeight - size.height);
  const top = follows.current ? bottom : Math.min(scrollTop, bottom);
  const view = rowsInView(top, size.height, lineHeight, rows.total, 12);
  const first = rows.lineAt(view.first);
  const end = rows.total === 0 ? first : rows.lineAt(Math.max(view.first, view.end - 1)) + 1;

  useStableScroll({ element: scroller.current, rows, lineHeight, isFollowing: follows.current, onMoved: setScrollTop });
  useEffect(() => {
    const element = scroller.current;
    if (currentMatch === undefined || element === null) return;
    follows.current = false;
    onFollow(false);
    const row = rows.rowOf(currentMatch) * lineHeight;
    if (row < element.scrollTop || row + lineHeight > element.scrollTop + size.height) {
      element.scrollTop = row - size.height / 3;
    }
  }, [currentMatch]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - lineHeight / 2;
    setScrollTop(element.scrollTop);
    onTopLine(rows.lineAt(element.scrollTop / lineHeight));
    if (isAtEnd === follows.current || size.height === 0) return;
    follows.current = isAtEnd;
    onFollow(isAtEnd);
  };
  const lines: { readonly number: number; readonly line: KeptLine }[] = [];
  for (let number = first; number < end; number++) {
    const line = lineAt(buffer, number);
    if (line !== undefined) lines.push({ number, line });
  }
  return (
    <div
      ref={scroller}
      class={`log-lines${isWrapped ? ' is-wrapped' : ''}`}
      role="log"
      aria-live="off"
      aria-label={text('logLines')}
      tabIndex={0}
      onScroll={onScroll}
    >
      <span ref={probe} class="log-probe" aria-hidden="true">
        {'0'.repeat(100)}
      </span>
      <div class="log-all" style={{ height: px(rows.total * lineHeight) }}>
        <div class="log-block" style={{ top: px(rows.rowOf(first) * lineHeight) }}>
          {lines.map(({ number, line }) => (
            <LogLineView
              key={number}
              line={line}
              times={times}
              indexWidth={hasIndexes ? digits : 0}
              isWrapped={isWrapped}
              query={query}
              isCurrent={number === currentMatch}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** What was scrolled counts at once: until the state comes round, a frame would scroll back to the end. */
function useFollowing(isFollowing: boolean): { current: boolean } {
  const given = useRef(isFollowing);
  const follows = useRef(isFollowing);
  if (given.current !== isFollowing) {
    given.current = isFollowing;
    follows.current = isFollowing;
  }
  return follows;
}

/** The font's measures, again whenever the width or the theme (and with it the font) changes. */
function useMetrics(width: number): [Metrics, { current: HTMLSpanElement | null }] {
  const probe = useRef<HTMLSpanElement>(null);
  const theme = useThemeRevision();
  const [metrics, setMetrics] = useState(beforeMeasured);
  useLayoutEffect(() => {
    const box = probe.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const measured = { characterWidth: box.width / 100, lineHeight: box.height };
    setMetrics((before) =>
      before.characterWidth === measured.characterWidth && before.lineHeight === measured.lineHeight
        ? before
        : measured,
    );
  }, [width, theme]);
  return [metrics, probe];
}

type Stable = {
  readonly element: HTMLElement | null;
  readonly rows: LogRows;
  readonly lineHeight: number;
  readonly isFollowing: boolean;
  /** So that the lines at the new place are drawn with the same frame. */
  readonly onMoved: (scrollTop: number) => void;
};

/** At the end while following; else the line at the top stays there when lines are dropped or wrapped anew. */
function useStableScroll({ element, rows, lineHeight, isFollowing, onMoved }: Stable): void {
  const before = useRef<LogRows | undefined>(undefined);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = rows;
    if (element === null) return;
    if (isFollowing) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    if (last === undefined || last === rows) return;
    const row = element.scrollTop / lineHeight;
    const line = last.lineAt(row);
    const within = row - last.rowOf(line);
    const wanted = (rows.rowOf(line) + within) * lineHeight;
    if (Math.abs(wanted - element.scrollTop) < 1) return;
    element.scrollTop = wanted;
    onMoved(element.scrollTop);
  });
}
