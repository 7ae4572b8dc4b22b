// The grid's geometry: how large cells are and which child is where.
export type GridLayout = {
  /** From one cell to the next, in CSS pixels. */
  readonly pitch: number;
  readonly gap: number;
  readonly columns: number;
  readonly rows: number;
  /** Room for the index of each row's first cell. */
  readonly gutter: number;
  /** Of all rows, which may be more than is in view. */
  readonly height: number;
};

/** From here on a cell shows the letter of its state, or its index too. */
export const letterPitch = 15;
export const indexPitch = 40;
const largest = 30;
/** So many fit at this size even into half of a small window. */
const fewest = 40;
const smallest = 6;

/** Cells as large as fit without scrolling, within bounds; rows of a round number of cells where there is room. */
export function layoutGrid(count: number, width: number, height: number): GridLayout {
  const isFew = count <= fewest;
  const gutter = !isFew ? 10 + 7 * String(Math.max(0, count - 1)).length : 0;
  const room = Math.max(smallest, width - gutter);
  let pitch = isFew ? indexPitch + 4 : largest;
  while (pitch > smallest && Math.ceil(count / columnsFor(room, pitch, count)) * pitch > height) pitch -= 1;
  const columns = columnsFor(room, pitch, count);
  const rows = Math.ceil(count / columns);
  return { pitch, gap: pitch >= indexPitch ? 4 : pitch > 12 ? 2 : 1, columns, rows, gutter, height: rows * pitch };
}

function columnsFor(room: number, pitch: number, count: number): number {
  const most = Math.max(1, Math.floor(room / pitch));
  if (most >= count) return Math.max(1, count);
  const step = most >= 20 ? 10 : most >= 10 ? 5 : 1;
  return most - (most % step);
}

/** The child at a point of the grid (scrolled content, CSS pixels). */
export function cellAt(layout: GridLayout, count: number, x: number, y: number): number | undefined {
  const column = Math.floor((x - layout.gutter) / layout.pitch);
  const row = Math.floor(y / layout.pitch);
  if (column < 0 || column >= layout.columns || row < 0) return undefined;
  const index = row * layout.columns + column;
  return index < count ? index : undefined;
}

export type MoveKey = { readonly columns: number; readonly rowsInView: number };

/** Where a key leads; undefined: it is no key of movement. */
export function moveBy(key: string, from: number, count: number, { columns, rowsInView }: MoveKey): number | undefined {
  const last = count - 1;
  const step = (by: number): number => {
    const to = from + by;
    // Up and down stay in their column: no move rather than a jump to the edge.
    if (to >= 0 && to <= last) return to;
    return Math.abs(by) === columns && columns > 1 ? from : Math.min(Math.max(to, 0), last);
  };
  switch (key) {
    case 'ArrowLeft':
      return step(-1);
    case 'ArrowRight':
      return step(1);
    case 'ArrowUp':
      return step(-columns);
    case 'ArrowDown':
      return step(columns);
    case 'PageUp':
      return Math.max(from % columns, from - columns * rowsInView);
    case 'PageDown':
      return from + columns * rowsInView <= last ? from + columns * rowsInView : last;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** The same in a list of children: where the key leads from one of them, or from the first when it is not listed. */
export function moveInList(
  key: string,
  from: number,
  order: readonly number[],
  rowsInView: number,
): number | undefined {
  const to = moveBy(key, Math.max(order.indexOf(from), 0), order.length, { columns: 1, rowsInView });
  return to === undefined ? undefined : order[to];
}
