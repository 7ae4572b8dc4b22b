// One cell a child, up to 10,000: colour, and a letter or a shape, say its state.
import { useMemo } from 'preact/hooks';
import type { Children } from '../app/runPanel/protocol';
import { shapeOf, stateOrder } from './childStates';
import { factsOf } from './childFacts';
import { FactsCard } from './FactsCard';
import { type GridLayout, cellAt, indexPitch, layoutGrid, letterPitch, moveBy } from './gridLayout';
import { useThemeRevision } from './hooks';
import { type Palette, readPalette, textOn } from './palette';
import { ScrollCanvas, type View } from './ScrollCanvas';
import { pickMode, selectByKey } from './selecting';
import type { UiAction } from './state';
import { text } from './texts';
import { scrollToShow } from './virtualRows';

type Props = {
  readonly children: Children;
  readonly filter: string;
  readonly selected: readonly number[];
  readonly cursor: number;
  readonly now: number;
  readonly dispatch: (action: UiAction) => void;
};

const margin = 12;

export function ChildGrid({ children, filter, selected, cursor, now, dispatch }: Props) {
  const theme = useThemeRevision();
  const palette = useMemo(readPalette, [theme]);
  const picked = useMemo(() => new Set(selected), [selected]);
  const count = children.letters.length;
  const layoutOf = ({ width, height }: Omit<View, 'scrollTop'>): GridLayout =>
    layoutGrid(count, width - 2 * margin, height - 2 * margin);
  return (
    <ScrollCanvas
      label={text('gridLabel', count)}
      class="grid"
      active={{
        text: `${text('child', String(cursor))}, ${factsOf(children, cursor, now).join(', ')}`,
        position: cursor + 1,
        count,
        isSelected: picked.has(cursor),
      }}
      contentHeight={(view) => layoutOf(view).height + 2 * margin}
      draw={(context, view, hovered) => {
        const layout = layoutOf(view);
        context.translate(margin, margin - view.scrollTop);
        drawCells(context, { children, filter, layout, palette, view });
        drawGutter(context, layout, palette, view);
        const outline = (index: number, colour: string, lineWidth: number, outset: number): void => {
          const { x, y, side } = boxOf(layout, index);
          context.strokeStyle = colour;
          context.lineWidth = lineWidth;
          context.strokeRect(x - outset, y - outset, side + 2 * outset, side + 2 * outset);
        };
        if (selected.length < 2_000) for (const index of selected) outline(index, palette.selection, 1.5, 0.5);
        outline(cursor, palette.focus, 2, 1);
        if (hovered !== undefined) outline(hovered, palette.foreground, 1, 0.5);
      }}
      hit={(x, y, view) => cellAt(layoutOf(view), count, x - margin, y - margin + view.scrollTop)}
      card={(index) => (
        <FactsCard index={index} facts={factsOf(children, index, now)} letter={children.letters[index]} />
      )}
      onPick={(index, event) => dispatch({ type: 'select', index, how: pickMode(event) })}
      onKey={(event, view) => {
        const layout = layoutOf(view);
        const rowsInView = Math.max(1, Math.floor(view.height / layout.pitch) - 1);
        const to = (from: number): number | undefined =>
          moveBy(event.key, from, count, { columns: layout.columns, rowsInView });
        selectByKey(event, { to, dispatch });
      }}
      reveal={(view) => {
        const layout = layoutOf(view);
        const row = Math.floor(cursor / layout.columns);
        return Math.max(0, scrollToShow(row, view.scrollTop - margin, view.height - margin, layout.pitch) + margin);
      }}
      revealKey={cursor}
    />
  );
}

function boxOf(layout: GridLayout, index: number): { readonly x: number; readonly y: number; readonly side: number } {
  return {
    x: layout.gutter + (index % layout.columns) * layout.pitch,
    y: Math.floor(index / layout.columns) * layout.pitch,
    side: layout.pitch - layout.gap,
  };
}

type Scene = {
  readonly children: Children;
  readonly filter: string;
  readonly layout: GridLayout;
  readonly palette: Palette;
  readonly view: View;
};

/** State by state, so that colours are set seldom. */
function drawCells(context: CanvasRenderingContext2D, scene: Scene): void {
  const { children, filter, layout, palette, view } = scene;
  const first = Math.max(0, Math.floor((view.scrollTop - margin) / layout.pitch)) * layout.columns;
  const end = Math.min(
    children.letters.length,
    Math.ceil((view.scrollTop + view.height) / layout.pitch + 1) * layout.columns,
  );
  const groups = new Map<string, number[]>();
  for (let index = first; index < end; index++) {
    const letter = children.letters.charAt(index);
    const known = groups.get(letter);
    if (known === undefined) groups.set(letter, [index]);
    else known.push(index);
  }
  for (const letter of stateOrder) {
    const indexes = groups.get(letter);
    if (indexes === undefined) continue;
    context.globalAlpha = filter === '' || filter.includes(letter) ? 1 : 0.18;
    drawGroup(context, letter, indexes, layout, palette);
  }
  context.globalAlpha = 1;
}

/** Rectangle by rectangle: a path of thousands takes many times as long to fill. */
function drawGroup(
  context: CanvasRenderingContext2D,
  letter: string,
  indexes: readonly number[],
  layout: GridLayout,
  palette: Palette,
): void {
  const colour = palette.states[letter] ?? palette.muted;
  const shape = shapeOf(letter);
  const side = layout.pitch - layout.gap;
  const alpha = context.globalAlpha;
  // What went well is the calm ground from which the rest stands out.
  if (letter === 'S' && !palette.isHighContrast) context.globalAlpha = alpha * 0.72;
  context.fillStyle = colour;
  for (const index of indexes) {
    const { x, y } = boxOf(layout, index);
    context.fillRect(x, y, side, side);
    if (shape === 'outline') context.clearRect(x + 1, y + 1, side - 2, side - 2);
  }
  context.globalAlpha = alpha;
  if (layout.pitch < letterPitch) drawShapes(context, letter, indexes, layout, textOn(colour));
  else
    drawLetters(context, letter, indexes, layout, shape === 'outline' ? palette.foreground : textOn(colour), palette);
}

/** In cells that are too small for a letter. */
function drawShapes(
  context: CanvasRenderingContext2D,
  letter: string,
  indexes: readonly number[],
  layout: GridLayout,
  colour: string,
): void {
  const shape = shapeOf(letter);
  const side = layout.pitch - layout.gap;
  if (shape === 'full' || shape === 'outline') return;
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = 1.2;
  const inset = Math.floor(side / 4);
  const middle = Math.floor(side / 2);
  for (const index of indexes) {
    const { x, y } = boxOf(layout, index);
    if (shape === 'dot') context.fillRect(x + middle - 1, y + middle - 1, 2, 2);
    if (shape === 'hollow') context.clearRect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
    if (shape !== 'cross') continue;
    context.beginPath();
    context.moveTo(x + 1, y + 1);
    context.lineTo(x + side - 1, y + side - 1);
    context.moveTo(x + side - 1, y + 1);
    context.lineTo(x + 1, y + side - 1);
    context.stroke();
  }
}

function drawLetters(
  context: CanvasRenderingContext2D,
  letter: string,
  indexes: readonly number[],
  layout: GridLayout,
  colour: string,
  palette: Palette,
): void {
  const side = layout.pitch - layout.gap;
  const hasIndex = layout.pitch >= indexPitch;
  context.fillStyle = colour;
  context.font = `600 ${hasIndex ? 14 : Math.round(side * 0.5 + 1)}px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const index of indexes) {
    const { x, y } = boxOf(layout, index);
    context.fillText(letter, x + side / 2, y + side / 2 + (hasIndex ? -5 : 0.5));
  }
  if (!hasIndex) return;
  context.font = `10px ${palette.font}`;
  for (const index of indexes) {
    const { x, y } = boxOf(layout, index);
    context.fillText(String(index), x + side / 2, y + side / 2 + 11);
  }
}

/** The index of each row's first cell; where rows are low, of some. */
function drawGutter(context: CanvasRenderingContext2D, layout: GridLayout, palette: Palette, view: View): void {
  if (layout.gutter === 0) return;
  const every = Math.ceil(16 / layout.pitch);
  const first = Math.max(0, Math.floor(view.scrollTop / layout.pitch) - 1);
  context.fillStyle = palette.muted;
  context.font = `10px ${palette.font}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let row = first - (first % every); row < layout.rows; row += every) {
    const y = row * layout.pitch + (layout.pitch - layout.gap) / 2;
    if (y > view.scrollTop + view.height) break;
    context.fillText(String(row * layout.columns), layout.gutter - 8, y + 0.5);
  }
}
