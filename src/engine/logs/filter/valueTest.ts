// One comparison of a filter pattern, `= "text"`, `!= 4*`, `>= 10`: how it judges a value of the log.
import { InvalidPattern, invalidCharacters } from './invalidPattern';
import { compileRegex } from './regexTerm';

export const operators = ['<=', '>=', '!=', '=', '<', '>'] as const;
export type Operator = (typeof operators)[number];

/** The right side as it is written in the pattern: `"quoted"`, `%regex%` or a bare word. */
export type ValueTest = (value: string | number | boolean) => boolean;

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** @throws InvalidPattern */
export function compileValueTest(operator: Operator, literal: string): ValueTest {
  const isNumber = numberForm.test(literal);
  if (operator === '=' || operator === '!=') {
    const equals = isNumber ? numberEquals(literal) : textEquals(literal);
    return operator === '=' ? equals : (value) => !equals(value);
  }
  if (!isNumber) {
    throw new InvalidPattern(`${operator} compares with a number; ${literal} is none. Use = or != for text.`);
  }
  const limit = Number(literal);
  const compare = {
    '<': (value: number) => value < limit,
    '<=': (value: number) => value <= limit,
    '>': (value: number) => value > limit,
    '>=': (value: number) => value >= limit,
  }[operator];
  return (value) => {
    const number = typeof value === 'string' && numberForm.test(value) ? Number(value) : value;
    return typeof number === 'number' && compare(number);
  };
}

function numberEquals(literal: string): ValueTest {
  const number = Number(literal);
  return (value) => (typeof value === 'number' ? value === number : String(value) === literal);
}

function textEquals(literal: string): ValueTest {
  if (literal.startsWith('%')) {
    const regex = compileRegex(literal.slice(1, -1));
    return (value) => regex.test(String(value));
  }
  const isQuoted = literal.startsWith('"');
  const text = isQuoted ? literal.slice(1, -1).replace(/\\(.)/gs, '$1') : literal;
  const other = isQuoted ? null : /[^\p{L}\p{N}_.*+-]+/u.exec(text);
  if (other !== null) throw invalidCharacters(other[0]);
  if (!text.includes('*')) return (value) => String(value) === text;
  const parts = text.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const wildcard = new RegExp(`^${parts.join('.*')}$`, 's');
  return (value) => wildcard.test(String(value));
}
