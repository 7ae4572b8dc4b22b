// Names in the order in which S3 lists them: by their UTF-8 bytes.
import BTree from 'sorted-btree';

/**
 * Order of the UTF-8 bytes of two texts, which is that of their code points.
 * JavaScript's own order is that of UTF-16 units: it puts U+E000…U+FFFF after what lies beyond U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Puts surrogates (0xd800…0xdfff), which stand for higher code points, above all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** The lowest text above all that begin with `prefix`, which must have a character below U+10FFFF. */
export function endOfPrefix(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop() ?? 0;
  // Surrogates are no code points of their own.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

export class OrderedKeys {
  private readonly tree = new BTree<string, undefined>(undefined, compareUtf8);

  /** Adds or removes the key. */
  update(key: string, isPresent: boolean): void {
    if (isPresent) this.tree.set(key, undefined);
    else this.tree.delete(key);
  }

  /** The keys from `lowest` on, which is included. */
  *from(lowest: string): Generator<string, undefined> {
    for (const [key] of this.tree.entries(lowest, [])) yield key;
    return undefined;
  }
}
