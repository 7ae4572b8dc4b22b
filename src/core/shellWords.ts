// Cuts a command line into words as a POSIX shell does, without anything that a shell would fill in.
import { shellQuote } from './shellQuote';

const word = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gsy;

/** Undefined when a quote is not closed. */
export function splitShellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let current: string | undefined;
  let end = 0;
  for (const match of line.matchAll(word)) {
    const [text, single, double, escaped, plain] = match;
    end += text.length;
    const piece = single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
    if (piece !== undefined) current = (current ?? '') + piece;
    else if (current !== undefined) {
      words.push(current);
      current = undefined;
    }
  }
  if (end < line.length) return undefined;
  return current === undefined ? words : [...words, current];
}

/** A line that `splitShellWords` cuts into these words again. */
export function joinShellWords(words: readonly string[]): string {
  return words.map((one) => (one === '' ? "''" : shellQuote(one))).join(' ');
}
