// Helps the tests of the plan: reproducible chance, and chunks of any size.

export type Random = (below: number) => number;

/** The same numbers for the same seed, so that a failure can be looked at again (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** The bytes in chunks of 0 to `most` bytes. */
export function* randomChunks(bytes: Uint8Array, most: number, random: Random): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const length = random(most + 1);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
