// Filter patterns for JSON messages: `{ $.user.id = 1 && ($.status >= 500 || $.error IS TRUE) }`.
//
// A comparison looks at strings, numbers and booleans. Where the property is missing, or is an object or an array, no
// comparison holds, `!=` included; `NOT EXISTS` asks for what is missing.
import type { MessageFilter } from './termPattern';
import { InvalidPattern } from './invalidPattern';
import { patternTokens } from './patternTokens';
import { type Operator, compileValueTest, operators } from './valueTest';

type Test = (root: unknown) => boolean;
/** A property's name, an index, or `*` for every element of an array. */
type Selector = readonly (string | number)[];

/** @param pattern what stands between the braces. */
export function compileJsonPattern(pattern: string): MessageFilter {
  const test = new Parser(patternTokens(pattern)).parse();
  return (message) => {
    if (!/^\s*[{[]/.test(message)) return false;
    let root: unknown;
    try {
      root = JSON.parse(message);
    } catch {
      // A message that only looks like JSON matches no pattern for JSON.
      return false;
    }
    return test(root);
  };
}

class Parser {
  private index = 0;

  constructor(private readonly tokens: readonly string[]) {}

  parse(): Test {
    const test = this.alternatives();
    if (this.index < this.tokens.length) throw this.unexpected('&&, || or the end');
    return test;
  }

  private alternatives(): Test {
    const tests = [this.conjunction()];
    while (this.take('||')) tests.push(this.conjunction());
    return (root) => tests.some((test) => test(root));
  }

  private conjunction(): Test {
    const tests = [this.primary()];
    while (this.take('&&')) tests.push(this.primary());
    return (root) => tests.every((test) => test(root));
  }

  private primary(): Test {
    if (!this.take('(')) return this.condition();
    const test = this.alternatives();
    if (!this.take(')')) throw this.unexpected(')');
    return test;
  }

  private condition(): Test {
    const selector = parseSelector(this.next('a property such as $.name'));
    const word = this.next('=, !=, <, >, <=, >=, IS, EXISTS or NOT EXISTS');
    const values = (root: unknown): readonly unknown[] => select(root, selector);
    if (word === 'EXISTS') return (root) => values(root).length > 0;
    if (word === 'NOT') {
      if (!this.take('EXISTS')) throw this.unexpected('EXISTS');
      return (root) => values(root).length === 0;
    }
    if (word === 'IS') {
      const isNegated = this.take('NOT');
      const constant = { NULL: null, TRUE: true, FALSE: false }[this.next('NULL, TRUE or FALSE')];
      if (constant === undefined)
        throw new InvalidPattern('Invalid filter pattern: after IS comes NULL, TRUE or FALSE.');
      return (root) => values(root).some((value) => (value === constant) !== isNegated);
    }
    const operator = operators.find((known) => known === word);
    if (operator === undefined) throw new InvalidPattern(`Invalid filter pattern: "${word}" is no comparison.`);
    return this.comparison(operator, values);
  }

  private comparison(operator: Operator, values: (root: unknown) => readonly unknown[]): Test {
    const test = compileValueTest(operator, this.next('a value'));
    return (root) => values(root).some((value) => isScalar(value) && test(value));
  }

  private take(token: string): boolean {
    if (this.tokens[this.index] !== token) return false;
    this.index += 1;
    return true;
  }

  private next(expected: string): string {
    const token = this.tokens[this.index];
    if (token === undefined || /^[()&|,]/.test(token)) throw this.unexpected(expected);
    this.index += 1;
    return token;
  }

  private unexpected(expected: string): InvalidPattern {
    const found = this.tokens[this.index] ?? 'the end';
    return new InvalidPattern(`Invalid filter pattern: ${expected} is expected where ${found} stands.`);
  }
}

function parseSelector(text: string): Selector {
  if (!/^\$(\.[\p{L}\p{N}_-]+|\[(\d+|\*)\])*$/u.test(text)) {
    throw new InvalidPattern(`Invalid filter pattern: ${text} is no property; write it like $.name.list[0].`);
  }
  return [...text.matchAll(/\.([^.[]+)|\[(\d+|\*)\]/g)].map(([, name, index]) =>
    name !== undefined ? name : index === '*' ? '*' : Number(index),
  );
}

/** Every value that the selector stands for; none when a step of it is missing. */
function select(root: unknown, selector: Selector): readonly unknown[] {
  let values = [root];
  for (const step of selector) {
    values = values.flatMap((value): unknown[] => {
      if (Array.isArray(value)) {
        const items = value as unknown[];
        return step === '*' ? items : typeof step === 'number' && step < items.length ? [items[step]] : [];
      }
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
      return [(value as Record<string | number, unknown>)[step]];
    });
  }
  return values;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
