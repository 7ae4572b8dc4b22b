// Durations of thousands of children as one short text, and what they come to.

/** Whole numbers of a unit with blanks between them, `-` for a child without a duration. */
export type DurationList = { readonly unitMs: number; readonly list: string };

/** The longest has so many digits at most: as exact as anybody compares, and 50 kB for ten thousand children. */
const longest = 9999;

export function encodeDurations(durationsMs: readonly (number | undefined)[]): DurationList {
  let unitMs = 1;
  const maxMs = durationsMs.reduce<number>((max, duration) => Math.max(max, duration ?? 0), 0);
  while (maxMs / unitMs > longest) unitMs *= 10;
  const list = durationsMs.map((duration) => (duration === undefined ? '-' : String(Math.round(duration / unitMs))));
  return { unitMs, list: list.join(' ') };
}

/** By index. What is no number has none. */
export function decodeDurations({ unitMs, list }: DurationList): readonly (number | undefined)[] {
  return list.split(' ').map((word) => (/^\d+$/.test(word) ? Number(word) * unitMs : undefined));
}

/** The smallest that is not below `share` of them. @param share above 0, at most 1 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1];
}
