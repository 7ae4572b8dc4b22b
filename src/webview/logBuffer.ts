// The lines of the log: appended in batches, bounded, never changed in place.
import type { LogLine } from '../app/runPanel/protocol';
import { carryAfter } from './logCarry';

/** `carry`: what the line before it in its stream has left on. */
export type KeptLine = LogLine & { readonly carry?: string };

export type Chunk = {
  readonly lines: readonly KeptLine[];
  /** The number of the first line, counted from the start of the selection, dropped ones included. */
  readonly start: number;
  readonly characters: number;
};

export type LogBuffer = {
  readonly chunks: readonly Chunk[];
  /** Number of the first line that is kept: so many were dropped before it. */
  readonly start: number;
  /** One past the last line. */
  readonly end: number;
  readonly characters: number;
  /** By child, what its last line has left on; none where that is nothing. */
  readonly carries: ReadonlyMap<number | undefined, string>;
};

export type LogLimits = { readonly lines: number; readonly characters: number };
/** A character takes one byte, or two where a line goes beyond Latin-1. */
export const logLimits: LogLimits = { lines: 100_000, characters: 20_000_000 };

/** Large enough that few are searched, small enough that dropping or extending one is cheap. */
const chunkLines = 1_000;

export const emptyLog: LogBuffer = { chunks: [], start: 0, end: 0, characters: 0, carries: new Map() };

/** The oldest lines go when there are too many; the newest line always stays. */
export function appendLines(buffer: LogBuffer, given: readonly LogLine[], limits: LogLimits = logLimits): LogBuffer {
  if (given.length === 0) return buffer;
  const { lines, carries } = withCarries(buffer.carries, given);
  const chunks = [...buffer.chunks];
  const last = chunks.at(-1);
  let taken = 0;
  if (last !== undefined && last.lines.length < chunkLines) {
    taken = Math.min(chunkLines - last.lines.length, lines.length);
    const added = lines.slice(0, taken);
    chunks[chunks.length - 1] = {
      lines: [...last.lines, ...added],
      start: last.start,
      characters: last.characters + count(added),
    };
  }
  for (; taken < lines.length; taken += chunkLines) {
    const added = lines.slice(taken, taken + chunkLines);
    chunks.push({ lines: added, start: buffer.end + taken, characters: count(added) });
  }
  const characters = chunks.reduce((sum, chunk) => sum + chunk.characters, 0);
  return bounded({ chunks, start: buffer.start, end: buffer.end + lines.length, characters, carries }, limits);
}

function withCarries(
  before: LogBuffer['carries'],
  given: readonly LogLine[],
): { readonly lines: readonly KeptLine[]; readonly carries: LogBuffer['carries'] } {
  const carries = new Map(before);
  const lines = given.map((line): KeptLine => {
    const carry = carries.get(line.index) ?? '';
    const next = carryAfter(carry, line.text);
    if (next === '') carries.delete(line.index);
    else carries.set(line.index, next);
    return carry === '' ? line : { ...line, carry };
  });
  return { lines, carries };
}

function bounded(buffer: LogBuffer, limits: LogLimits): LogBuffer {
  let { start, characters } = buffer;
  const chunks = [...buffer.chunks];
  for (;;) {
    const first = chunks[0];
    if (first === undefined || buffer.end - start <= 1) break;
    const tooMany = buffer.end - start - limits.lines;
    if (tooMany <= 0 && characters <= limits.characters) break;
    const isOnly = chunks.length === 1;
    if (!isOnly && (tooMany >= first.lines.length || characters - first.characters > limits.characters)) {
      chunks.shift();
      start += first.lines.length;
      characters -= first.characters;
      continue;
    }
    let dropped = 0;
    let droppedCharacters = 0;
    const most = isOnly ? first.lines.length - 1 : first.lines.length;
    while (dropped < most && (dropped < tooMany || characters - droppedCharacters > limits.characters)) {
      droppedCharacters += first.lines[dropped]?.text.length ?? 0;
      dropped += 1;
    }
    start += dropped;
    characters -= droppedCharacters;
    if (dropped === first.lines.length) chunks.shift();
    else {
      chunks[0] = {
        lines: first.lines.slice(dropped),
        start,
        characters: first.characters - droppedCharacters,
      };
    }
    if (isOnly) break;
  }
  return { chunks, start, end: buffer.end, characters, carries: buffer.carries };
}

function count(lines: readonly KeptLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0);
}

/** Nothing is shown any more; the numbers go on. */
export function clearedLog({ end, carries }: LogBuffer): LogBuffer {
  return { chunks: [], start: end, end, characters: 0, carries };
}

/** The index of the chunk that holds a line, or the nearest one. */
export function chunkAt(chunks: readonly Chunk[], line: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((chunks[middle]?.start ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

export function lineAt(buffer: LogBuffer, line: number): KeptLine | undefined {
  const chunk = buffer.chunks[chunkAt(buffer.chunks, line)];
  return chunk?.lines[line - chunk.start];
}
