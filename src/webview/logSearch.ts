// Finds the lines of the log that contain a text, a slice at a time so that the page stays responsive.
import type { LogBuffer } from './logBuffer';
import { chunkAt } from './logBuffer';
import { plainText } from './logText';

const linesBetweenLooks = 200;

export class LogSearch {
  /** Numbers of lines, ascending. */
  #matches: number[] = [];
  #next: number;
  readonly #wanted: string;

  /** Upper and lower case are the same. */
  constructor(query: string, buffer: LogBuffer) {
    this.#wanted = query.toLowerCase();
    this.#next = buffer.start;
  }

  get matches(): readonly number[] {
    return this.#matches;
  }

  /** Goes on where it was, with what was appended meanwhile. False: there is more to do when `isTimeUp` said stop. */
  scan(buffer: LogBuffer, isTimeUp: () => boolean): boolean {
    this.#forget(buffer.start);
    while (this.#next < buffer.end) {
      const chunk = buffer.chunks[chunkAt(buffer.chunks, this.#next)];
      if (chunk === undefined) break;
      const from = this.#next - chunk.start;
      const until = Math.min(chunk.lines.length, from + linesBetweenLooks);
      for (let at = from; at < until; at++) {
        if (isMatch(chunk.lines[at]?.text ?? '', this.#wanted)) this.#matches.push(chunk.start + at);
      }
      this.#next = chunk.start + until;
      if (this.#next < buffer.end && isTimeUp()) return false;
    }
    return true;
  }

  #forget(start: number): void {
    this.#next = Math.max(this.#next, start);
    if ((this.#matches[0] ?? start) < start) this.#matches = this.#matches.filter((line) => line >= start);
  }
}

function isMatch(text: string, wanted: string): boolean {
  return plainText(text).toLowerCase().includes(wanted);
}

/** The next match after (before) a line, round the end. */
export function stepMatch(matches: readonly number[], from: number, step: 1 | -1): number | undefined {
  if (step === 1) return matches.find((line) => line > from) ?? matches[0];
  return matches.findLast((line) => line < from) ?? matches.at(-1);
}

/** Where the query stands in a text, as [from, until] pairs. */
export function occurrences(text: string, query: string): readonly (readonly [number, number])[] {
  if (query === '') return [];
  const found: (readonly [number, number])[] = [];
  const folded = text.toLowerCase();
  // A letter whose small form is longer would shift all that follows.
  if (folded.length !== text.length) return [];
  const wanted = query.toLowerCase();
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}
