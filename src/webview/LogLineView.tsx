// One line of the log: index, time, and the text in its colours with matches marked.
import type { ComponentChildren } from 'preact';
import type { KeptLine } from './logBuffer';
import { occurrences } from './logSearch';
import { type Span, spansOf } from './logText';
import { formatDateTime, formatTime } from './logTimes';
import { text } from './texts';
import type { TimeStyle } from './ui';

type Props = {
  readonly line: KeptLine;
  readonly times: TimeStyle;
  /** In digits; 0: no index is shown. */
  readonly indexWidth: number;
  readonly isWrapped: boolean;
  readonly query: string;
  readonly isCurrent: boolean;
};

/** A line that nobody wraps is drawn as far as anybody would scroll. */
const mostUnwrapped = 4_000;
/** A line that changes its colour with every letter loses its colours from here on: each span is an element. */
const mostSpans = 200;
const known = new WeakMap<KeptLine, readonly Span[]>();

export function LogLineView({ line, times, indexWidth, isWrapped, query, isCurrent }: Props) {
  let spans = known.get(line);
  if (spans === undefined) {
    spans = fewSpans(spansOf(line.text, line.carry));
    known.set(line, spans);
  }
  const left = isWrapped ? 0 : spans.reduce((sum, span) => sum + span.text.length, 0) - mostUnwrapped;
  return (
    <div class={`log-line${isCurrent ? ' is-current' : ''}`}>
      {indexWidth > 0 && <span class="log-index">{String(line.index ?? '').padStart(indexWidth)}</span>}
      {times !== 'off' && (
        <span class="log-time" title={formatDateTime(line.timeMs, times)}>
          {formatTime(line.timeMs, times)}
        </span>
      )}
      <span class="log-text">
        {drawn(left > 0 ? cut(spans, mostUnwrapped) : spans, query)}
        {left > 0 && <span class="log-more">{text('moreCharacters', left)}</span>}
      </span>
    </div>
  );
}

function fewSpans(spans: readonly Span[]): readonly Span[] {
  if (spans.length <= mostSpans) return spans;
  const rest = spans.slice(mostSpans).map(({ text }) => text);
  return [...spans.slice(0, mostSpans), { text: rest.join(''), classes: '' }];
}

function cut(spans: readonly Span[], most: number): readonly Span[] {
  let room = most;
  return spans.flatMap((span) => {
    const part = span.text.slice(0, Math.max(0, room));
    room -= part.length;
    return part === '' ? [] : [{ ...span, text: part }];
  });
}

function drawn(spans: readonly Span[], query: string): ComponentChildren {
  const found = occurrences(spans.map(({ text }) => text).join(''), query);
  let start = 0;
  return spans.map((span, at) => {
    const from = start;
    start += span.text.length;
    const inside = found.length === 0 ? span.text : marked(span.text, from, found);
    if (span.classes === '' && span.foreground === undefined && span.background === undefined) return inside;
    return (
      <span key={at} class={span.classes} style={{ '--fg': span.foreground, backgroundColor: span.background }}>
        {inside}
      </span>
    );
  });
}

/** The part of a line from `start` on, with those stretches marked that a match covers. */
function marked(part: string, start: number, found: ReturnType<typeof occurrences>): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const [from, until] of found) {
    const begin = Math.max(from - start, at);
    const end = Math.min(until - start, part.length);
    if (end <= begin) continue;
    pieces.push(part.slice(at, begin), <mark key={from}>{part.slice(begin, end)}</mark>);
    at = end;
  }
  pieces.push(part.slice(at));
  return pieces;
}
