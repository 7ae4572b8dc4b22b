// When each child waited, started and ran: a row each, stragglers marked.
import { useMemo } from 'preact/hooks';
import type { Children } from '../app/runPanel/protocol';
import { type Stragglers, factsOf } from './childFacts';
import { FactsCard } from './FactsCard';
import { moveInList } from './gridLayout';
import { useThemeRevision } from './hooks';
import { type Palette, readPalette } from './palette';
import { ScrollCanvas, type View } from './ScrollCanvas';
import { pickMode, selectByKey } from './selecting';
import type { UiAction } from './state';
import { text } from './texts';
import { type TimeSpan, axisMarks, markLabel, timeSpan, timelineRowHeight } from './timelineLayout';
import { scrollToShow } from './virtualRows';

type Props = {
  readonly children: Children;
  readonly order: readonly number[];
  readonly slow: Stragglers | undefined;
  readonly selected: readonly number[];
  readonly cursor: number;
  readonly now: number;
  readonly dispatch: (action: UiAction) => void;
};

const axisHeight = 22;
const right = 14;

export function Timeline({ children, order, slow, selected, cursor, now, dispatch }: Props) {
  const theme = useThemeRevision();
  const palette = useMemo(readPalette, [theme]);
  const picked = useMemo(() => new Set(selected), [selected]);
  const slowOnes = useMemo(() => new Set(slow?.indexes), [slow]);
  const span = timeSpan(children, now);
  const at = order.indexOf(cursor);
  const rowHeight = ({ height }: Omit<View, 'scrollTop'>): number =>
    timelineRowHeight(order.length, height - axisHeight - 4);
  const left = 14 + 7 * String(Math.max(0, children.letters.length - 1)).length;
  return (
    <ScrollCanvas
      label={text('timelineLabel', order.length)}
      class="timeline"
      active={{
        text: at < 0 ? '' : `${text('child', String(cursor))}, ${factsOf(children, cursor, now).join(', ')}`,
        position: at + 1,
        count: order.length,
        isSelected: picked.has(cursor),
      }}
      contentHeight={(view) => order.length * rowHeight(view) + axisHeight + 4}
      draw={(context, view, hovered) => {
        if (span === undefined) return;
        const scale = scaleOf(span, left, view.width);
        const row = rowHeight(view);
        drawMarks(context, { span, scale, palette, view, medianMs: slow?.medianMs });
        const first = Math.max(0, Math.floor(view.scrollTop / row));
        const end = Math.min(order.length, Math.ceil((view.scrollTop + view.height) / row));
        context.save();
        context.beginPath();
        context.rect(0, axisHeight, view.width, view.height);
        context.clip();
        const every = Math.ceil(14 / row);
        for (let place = first; place < end; place++) {
          const index = order[place] ?? 0;
          const y = axisHeight + 2 + place * row - view.scrollTop;
          const isMarked = index === hovered || picked.has(index);
          if (isMarked || index === cursor) {
            context.globalAlpha = isMarked ? 0.14 : 0.08;
            context.fillStyle = palette.foreground;
            context.fillRect(0, y, view.width, row);
            context.globalAlpha = 1;
          }
          drawBar(context, { children, index, y, row, scale, now, palette, isSlow: slowOnes.has(index) });
          if (place % every === 0 && (place > 0 || row >= 10))
            drawLabel(context, String(index), left - 8, y + row / 2, palette);
          if (index === cursor) {
            context.fillStyle = palette.focus;
            context.fillRect(0, y, 2, Math.max(row, 2));
          }
        }
        context.restore();
      }}
      hit={(_, y, view) =>
        y < axisHeight ? undefined : order[Math.floor((y - axisHeight - 2 + view.scrollTop) / rowHeight(view))]
      }
      card={(index) => (
        <FactsCard index={index} facts={factsOf(children, index, now)} letter={children.letters[index]} />
      )}
      onPick={(index, event) => dispatch({ type: 'select', index, how: pickMode(event), order })}
      onKey={(event, view) => {
        const rowsInView = Math.max(1, Math.floor((view.height - axisHeight) / rowHeight(view)) - 1);
        selectByKey(event, { to: (from) => moveInList(event.key, from, order, rowsInView), order, dispatch });
      }}
      reveal={(view) => scrollToShow(Math.max(0, at), view.scrollTop, view.height - axisHeight - 4, rowHeight(view))}
      revealKey={`${cursor} ${at}`}
    />
  );
}

type Scale = (timeMs: number) => number;

function scaleOf({ from, until }: TimeSpan, left: number, width: number): Scale {
  const room = Math.max(1, width - left - right);
  return (timeMs) => left + ((timeMs - from) / (until - from)) * room;
}

type Marks = {
  readonly span: TimeSpan;
  readonly scale: Scale;
  readonly palette: Palette;
  readonly view: View;
  readonly medianMs: number | undefined;
};

function drawMarks(context: CanvasRenderingContext2D, { span, scale, palette, view }: Marks): void {
  context.font = `10px ${palette.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const mark of axisMarks(span, scale(span.until) - scale(span.from))) {
    const x = Math.round(scale(span.from + mark)) + 0.5;
    context.strokeStyle = palette.border;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, axisHeight - 4);
    context.lineTo(x, view.height);
    context.stroke();
    context.fillStyle = palette.muted;
    const label = markLabel(mark);
    const half = context.measureText(label).width / 2;
    if (x + half <= view.width) context.fillText(label, x, axisHeight / 2 - 1);
  }
}

type Bar = {
  readonly children: Children;
  readonly index: number;
  readonly y: number;
  readonly row: number;
  readonly scale: Scale;
  readonly now: number;
  readonly palette: Palette;
  readonly isSlow: boolean;
};

/** A thin line while it waited, a bar while it ran; open to the right while it runs. */
function drawBar(context: CanvasRenderingContext2D, bar: Bar): void {
  const { children, index, y, row, scale, now, palette, isSlow } = bar;
  const letter = children.letters.charAt(index);
  const hasEnded = 'SF'.includes(letter);
  const createdAt = children.createdAt[index] ?? undefined;
  const startedAt = children.startedAt[index] ?? undefined;
  const until = children.stoppedAt[index] ?? (hasEnded ? undefined : now);
  const thickness = row >= 10 ? row - 6 : Math.max(2, row - 1);
  const middle = y + row / 2;
  const waitedUntil = startedAt ?? until;
  if (createdAt !== undefined && waitedUntil !== undefined) {
    context.fillStyle = palette.muted;
    context.globalAlpha = 0.4;
    const height = row >= 10 ? 2 : 1;
    context.fillRect(scale(createdAt), middle - height / 2, Math.max(1, scale(waitedUntil) - scale(createdAt)), height);
    context.globalAlpha = 1;
  }
  if (startedAt === undefined || until === undefined) return;
  const x = scale(startedAt);
  const width = Math.max(2, scale(until) - x);
  context.fillStyle = palette.states[letter] ?? palette.muted;
  context.fillRect(x, middle - thickness / 2, width, thickness);
  if (letter === 'F') drawFailedEnd(context, x + width, middle, thickness, palette);
  if (isSlow) {
    context.fillStyle = palette.foreground;
    context.beginPath();
    const size = Math.min(4, thickness / 2 + 1);
    const tip = x + width + 3;
    context.moveTo(tip, middle);
    context.lineTo(tip + size * 1.4, middle - size);
    context.lineTo(tip + size * 1.4, middle + size);
    context.fill();
  }
}

/** A stroke across the end: failed children are told apart without their colour. */
function drawFailedEnd(
  context: CanvasRenderingContext2D,
  x: number,
  middle: number,
  thickness: number,
  palette: Palette,
): void {
  context.fillStyle = palette.foreground;
  context.fillRect(x - 2, middle - thickness / 2 - 1, 2, thickness + 2);
}

function drawLabel(context: CanvasRenderingContext2D, label: string, x: number, y: number, palette: Palette): void {
  context.fillStyle = palette.muted;
  context.font = `10px ${palette.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillText(label, x, y);
}
