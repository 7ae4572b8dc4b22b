// Reads JSON and keeps the line of every value, so that what is wrong with one can be shown where it stands.

export type JsonNode = { readonly line: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
);

export type JsonMember = { readonly name: string; readonly line: number; readonly value: JsonNode };

/**
 * - `unexpected`: something stands there that may not
 * - `end`: the text ends too early
 * - `duplicate`: a name is given twice in one object
 * - `deep`: more levels than anybody writes
 */
export type JsonFaultKind = 'unexpected' | 'end' | 'duplicate' | 'deep';

export class JsonFault extends Error {
  constructor(
    readonly kind: JsonFaultKind,
    /** Counted from 1. */
    readonly line: number,
    /** What stands there, or the name that comes twice. */
    readonly found: string,
  ) {
    super(`Line ${line}: ${kind} ${found}`);
    this.name = 'JsonFault';
  }
}

const maxDepth = 100;
const token = /"(?:[^"\\\n]|\\.)*"|-?[0-9][0-9.eE+-]*|[a-zA-Z_]+|[^\s]/y;

/** @throws JsonFault */
export function parsePositionedJson(text: string): JsonNode {
  return new Parser(text).parse();
}

/** The value without its lines. */
export function jsonValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name, jsonValue(value)]));
    case 'array':
      return node.items.map(jsonValue);
    case 'scalar':
      return node.value;
  }
}

/** The member of an object; undefined where there is none. */
export function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find((member) => member.name === name)?.value : undefined;
}

class Parser {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  parse(): JsonNode {
    const node = this.value(0);
    const rest = this.peek();
    if (rest !== undefined) throw new JsonFault('unexpected', this.line, rest);
    return node;
  }

  private value(depth: number): JsonNode {
    if (depth > maxDepth) throw new JsonFault('deep', this.line, '');
    const next = this.take();
    const { line } = this;
    if (next === '{') return { kind: 'object', line, members: this.members(depth) };
    if (next === '[') return { kind: 'array', line, items: this.listed(']', () => this.value(depth + 1)) };
    return { kind: 'scalar', line, value: this.scalar(next) };
  }

  private members(depth: number): readonly JsonMember[] {
    const names = new Set<string>();
    return this.listed('}', () => {
      const written = this.take();
      const { line } = this;
      if (!written.startsWith('"')) throw new JsonFault('unexpected', line, written);
      const name = String(this.scalar(written));
      if (names.has(name)) throw new JsonFault('duplicate', line, name);
      names.add(name);
      this.expect(':');
      return { name, line, value: this.value(depth + 1) };
    });
  }

  private listed<T>(end: string, read: () => T): readonly T[] {
    const items: T[] = [];
    if (this.peek() === end) {
      this.take();
      return items;
    }
    for (;;) {
      items.push(read());
      const next = this.take();
      if (next === end) return items;
      if (next !== ',') throw new JsonFault('unexpected', this.line, next);
    }
  }

  private expect(wanted: string): void {
    const next = this.take();
    if (next !== wanted) throw new JsonFault('unexpected', this.line, next);
  }

  private scalar(written: string): string | number | boolean | null {
    try {
      const value: unknown = JSON.parse(written);
      if (value === null || typeof value !== 'object') return value as string | number | boolean | null;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
    }
    throw new JsonFault('unexpected', this.line, written);
  }

  private take(): string {
    const next = this.peek();
    if (next === undefined) throw new JsonFault('end', this.line, '');
    this.at += next.length;
    return next;
  }

  /** The next token, without moving beyond it; undefined at the end. */
  private peek(): string | undefined {
    while (/\s/.test(this.text.charAt(this.at))) {
      if (this.text[this.at] === '\n') this.line += 1;
      this.at += 1;
    }
    token.lastIndex = this.at;
    return token.exec(this.text)?.[0];
  }
}
