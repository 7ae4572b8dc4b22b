// Filter patterns for messages of fields between spaces: `[ip, user, ..., status = 4* || status = 5*, bytes > 1000]`.
import type { MessageFilter } from './termPattern';
import { InvalidPattern } from './invalidPattern';
import { patternTokens } from './patternTokens';
import { compileValueTest, operators } from './valueTest';

type FieldTest = (field: string) => boolean;

/** Text in double quotes or in brackets is one field. */
const field = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g;

/** @param pattern what stands between the brackets. */
export function compileSpacePattern(pattern: string): MessageFilter {
  const columns = splitColumns(patternTokens(pattern));
  const gap = columns.findIndex((tokens) => tokens.length === 1 && tokens[0] === '...');
  const isGap = (tokens: readonly string[]): boolean => tokens.length === 1 && tokens[0] === '...';
  if (columns.filter(isGap).length > 1) throw new InvalidPattern('Invalid filter pattern: ... can stand only once.');
  const head = (gap === -1 ? columns : columns.slice(0, gap)).map(compileColumn);
  const tail = gap === -1 ? [] : columns.slice(gap + 1).map(compileColumn);
  return (message) => {
    const fields = [...message.matchAll(field)].map(
      ([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? '',
    );
    if (gap === -1 ? fields.length !== head.length : fields.length < head.length + tail.length) return false;
    const tailStart = fields.length - tail.length;
    return (
      head.every((test, index) => test(fields[index] ?? '')) &&
      tail.every((test, index) => test(fields[tailStart + index] ?? ''))
    );
  };
}

function splitColumns(tokens: readonly string[]): readonly (readonly string[])[] {
  const columns: string[][] = [[]];
  for (const token of tokens) {
    if (token === ',') columns.push([]);
    else columns.at(-1)?.push(token);
  }
  if (columns.some((column) => column.length === 0)) {
    throw new InvalidPattern('Invalid filter pattern: between two commas stands the name of a field.');
  }
  return columns;
}

/** `name`, or conditions on it: `name = a && name != b || name > 3`. */
function compileColumn(tokens: readonly string[]): FieldTest {
  if (tokens.length === 1) return () => true;
  const alternatives: FieldTest[][] = [[]];
  for (let index = 0; index < tokens.length; index += 4) {
    const [, operator, literal, joint] = tokens.slice(index, index + 4);
    const known = operators.find((item) => item === operator);
    if (known === undefined || literal === undefined || (joint !== undefined && joint !== '&&' && joint !== '||')) {
      throw new InvalidPattern(`Invalid filter pattern: cannot read the conditions of ${tokens.join(' ')}`);
    }
    alternatives.at(-1)?.push(compileValueTest(known, literal));
    if (joint === '||') alternatives.push([]);
  }
  return (value) => alternatives.some((tests) => tests.every((test) => test(value)));
}
