// Which rows the lines of the log take, so that only those in view are drawn.
import { type Chunk, type LogBuffer, chunkAt } from './logBuffer';
import { columnsOf } from './logText';

/** Rows above each line of a chunk, and of the whole chunk. */
type ChunkRows = { readonly columns: number; readonly above: Uint32Array };
const known = new WeakMap<Chunk, ChunkRows>();

function rowsOf(chunk: Chunk, columns: number): Uint32Array {
  const before = known.get(chunk);
  if (before?.columns === columns) return before.above;
  const above = new Uint32Array(chunk.lines.length + 1);
  chunk.lines.forEach(({ text }, at) => {
    above[at + 1] = (above[at] ?? 0) + Math.max(1, Math.ceil(columnsOf(text) / columns));
  });
  known.set(chunk, { columns, above });
  return above;
}

export type LogRows = {
  readonly total: number;
  /** The line that stands at a row. */
  readonly lineAt: (row: number) => number;
  /** The first row of a line. */
  readonly rowOf: (line: number) => number;
};

/** @param columns How many characters fit into a row; undefined: lines are not wrapped. */
export function logRows(buffer: LogBuffer, columns: number | undefined): LogRows {
  const clamp = (line: number): number =>
    Math.min(Math.max(line, buffer.start), Math.max(buffer.start, buffer.end - 1));
  if (columns === undefined) {
    return {
      total: buffer.end - buffer.start,
      lineAt: (row) => clamp(buffer.start + Math.floor(row)),
      rowOf: (line) => clamp(line) - buffer.start,
    };
  }
  const starts = [0];
  for (const chunk of buffer.chunks) starts.push((starts.at(-1) ?? 0) + (rowsOf(chunk, columns).at(-1) ?? 0));
  return {
    total: starts.at(-1) ?? 0,
    lineAt: (row) => {
      const at = lastNotAbove(starts.length - 1, (index) => (starts[index] ?? 0) <= row);
      const chunk = buffer.chunks[at];
      if (chunk === undefined) return clamp(buffer.end);
      const above = rowsOf(chunk, columns);
      const within = row - (starts[at] ?? 0);
      return clamp(chunk.start + lastNotAbove(chunk.lines.length, (index) => (above[index] ?? 0) <= within));
    },
    rowOf: (line) => {
      const at = chunkAt(buffer.chunks, clamp(line));
      const chunk = buffer.chunks[at];
      return chunk === undefined ? 0 : (starts[at] ?? 0) + (rowsOf(chunk, columns)[clamp(line) - chunk.start] ?? 0);
    },
  };
}

/** The largest index below `count` for which the condition holds; it holds for a first part. */
function lastNotAbove(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
