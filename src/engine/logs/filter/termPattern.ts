// Filter patterns for plain text: `error "exact phrase" -excluded`, `?either ?or`, `%regular expression%`.
import { InvalidPattern, invalidCharacters } from './invalidPattern';
import { compileRegex } from './regexTerm';

/** Whether a message matches the pattern. */
export type MessageFilter = (message: string) => boolean;

type Kind = '' | '?' | '-';
type Term = { readonly kind: Kind; readonly isIn: MessageFilter };

const term = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"%]+))(?=\s|$)/gsy;

/**
 * A message matches when it has every plain term and none that is excluded; terms with `?`, of which one is enough,
 * count only where there are no others. Case matters; a term may be a part of a word.
 */
export function compileTermPattern(pattern: string): MessageFilter {
  const terms = readTerms(pattern);
  const tests = (kind: Kind): MessageFilter[] => terms.filter((item) => item.kind === kind).map(({ isIn }) => isIn);
  const [required, optional, excluded] = [tests(''), tests('?'), tests('-')];
  if (required.length + excluded.length === 0) return (message) => optional.some((isIn) => isIn(message));
  return (message) => required.every((isIn) => isIn(message)) && !excluded.some((isIn) => isIn(message));
}

function readTerms(pattern: string): Term[] {
  const terms: Term[] = [];
  let index = 0;
  while (index < pattern.length) {
    const space = /\s*/y;
    space.lastIndex = index;
    index += space.exec(pattern)?.[0].length ?? 0;
    if (index === pattern.length) break;
    term.lastIndex = index;
    const found = term.exec(pattern);
    if (found === null) throw new InvalidPattern(unreadable(pattern.slice(index)));
    terms.push(readTerm(found));
    index = term.lastIndex;
  }
  return terms;
}

function readTerm([, kind, quoted, regex, word]: RegExpExecArray): Term {
  const isIn =
    (text: string): MessageFilter =>
    (message) =>
      message.includes(text);
  if (quoted !== undefined) return { kind: kind as Kind, isIn: isIn(quoted.replace(/\\(.)/gs, '$1')) };
  if (regex !== undefined) {
    const expression = compileRegex(regex);
    return { kind: kind as Kind, isIn: (message) => expression.test(message) };
  }
  const other = /[^\p{L}\p{N}_]+/u.exec(word ?? '');
  if (other !== null) throw invalidCharacters(other[0]);
  return { kind: kind as Kind, isIn: isIn(word ?? '') };
}

function unreadable(rest: string): string {
  if (/^[?-]?"/.test(rest)) return `A quote is not closed, or text follows it without a space: ${rest.slice(0, 80)}`;
  return `Invalid filter pattern at: ${rest.slice(0, 80)}`;
}
