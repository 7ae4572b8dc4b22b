// What can be told of each child from the columns: times, sorting, filtering, jumps, stragglers.
import type { Children } from '../app/runPanel/protocol';
import { hasEnded, statusOf, stateOrder } from './childStates';
import { formatDuration } from '../core/time';
import { text } from './texts';

/** How long a child has run, or ran, in milliseconds; undefined: it has not started, or nothing is known. */
export function ranMs(children: Children, index: number, now: number): number | undefined {
  const startedAt = children.startedAt[index] ?? undefined;
  if (startedAt === undefined) return undefined;
  const stoppedAt = children.stoppedAt[index] ?? undefined;
  if (stoppedAt !== undefined) return Math.max(0, stoppedAt - startedAt);
  return hasEnded(children.letters[index] ?? '') ? undefined : Math.max(0, now - startedAt);
}

/** How long a child waits, or waited, before it ran. */
export function waitedMs(children: Children, index: number, now: number): number | undefined {
  const createdAt = children.createdAt[index] ?? undefined;
  if (createdAt === undefined) return undefined;
  const until = children.startedAt[index] ?? children.stoppedAt[index] ?? undefined;
  if (until !== undefined) return Math.max(0, until - createdAt);
  return hasEnded(children.letters[index] ?? '') ? undefined : Math.max(0, now - createdAt);
}

export function reasonOf(children: Children, index: number): string {
  const reason = children.reason[index] ?? undefined;
  return reason === undefined ? '' : (children.reasons[reason] ?? '');
}

/** `FAILED`, `ran 3.2 s`, `exit code 1`, …: what a hover lists and a screen reader hears. */
export function factsOf(children: Children, index: number, now: number): readonly string[] {
  const letter = children.letters[index] ?? '';
  const facts = [statusOf(letter)];
  const ran = ranMs(children, index, now);
  const waited = waitedMs(children, index, now);
  if (ran !== undefined) facts.push(text(hasEnded(letter) ? 'ran' : 'running', formatDuration(ran)));
  else if (waited !== undefined) facts.push(text(hasEnded(letter) ? 'waited' : 'waiting', formatDuration(waited)));
  const exitCode = children.exitCode[index] ?? undefined;
  if (exitCode !== undefined) facts.push(text('exitCode', String(exitCode)));
  const attempts = children.attempts[index] ?? undefined;
  if (attempts !== undefined && attempts > 1) facts.push(text('attempts', attempts));
  const reason = reasonOf(children, index);
  if (reason !== '') facts.push(reason);
  return facts;
}

/** The indexes of the children in one of these states, all for no letters; ascending. */
export function filterChildren({ letters }: Children, wanted: string): readonly number[] {
  const found: number[] = [];
  for (let index = 0; index < letters.length; index++) {
    if (wanted === '' || wanted.includes(letters.charAt(index))) found.push(index);
  }
  return found;
}

/** The next failed child after (or before) `from`, round the end; undefined: none failed. */
export function nextFailed({ letters }: Children, from: number, step: 1 | -1 = 1): number | undefined {
  if (step === 1) {
    const after = letters.indexOf('F', from + 1);
    return positive(after >= 0 ? after : letters.indexOf('F'));
  }
  const before = from > 0 ? letters.lastIndexOf('F', from - 1) : -1;
  return positive(before >= 0 ? before : letters.lastIndexOf('F'));
}

function positive(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

/** The child that has run longest so far: among those that still run, else among all. */
export function slowest(children: Children, now: number): number | undefined {
  const longest = (isWanted: (letter: string) => boolean): number | undefined => {
    let best: number | undefined;
    let bestMs = -1;
    for (let index = 0; index < children.letters.length; index++) {
      if (!isWanted(children.letters.charAt(index))) continue;
      const ms = ranMs(children, index, now);
      if (ms !== undefined && ms > bestMs) [best, bestMs] = [index, ms];
    }
    return best;
  };
  return longest((letter) => letter === 'R') ?? longest(() => true);
}

export type Stragglers = { readonly medianMs: number; readonly indexes: readonly number[] };

const fewestForMedian = 5;
const smallestStragglerMs = 1_000;

/** Those that ran or run more than twice as long as the median of those that succeeded. */
export function stragglers(children: Children, now: number): Stragglers | undefined {
  const ended: number[] = [];
  for (let index = 0; index < children.letters.length; index++) {
    const ms = children.letters[index] === 'S' ? ranMs(children, index, now) : undefined;
    if (ms !== undefined) ended.push(ms);
  }
  if (ended.length < fewestForMedian) return undefined;
  ended.sort((one, other) => one - other);
  const medianMs = ended[Math.floor(ended.length / 2)] ?? 0;
  const indexes: number[] = [];
  for (let index = 0; index < children.letters.length; index++) {
    const ms = ranMs(children, index, now);
    if (ms !== undefined && ms > 2 * medianMs && ms - medianMs >= smallestStragglerMs) indexes.push(index);
  }
  return { medianMs, indexes };
}

export const sortColumns = ['index', 'state', 'attempts', 'started', 'duration', 'exitCode', 'reason'] as const;
export type SortColumn = (typeof sortColumns)[number];
export type Sort = { readonly by: SortColumn; readonly isDescending: boolean };

/** Sorted copies; what is not known comes last either way, and equal ones stay in the order of their indexes. */
export function sortChildren(
  children: Children,
  indexes: readonly number[],
  { by, isDescending }: Sort,
  now: number,
): readonly number[] {
  if (by === 'index') return isDescending ? indexes.toReversed() : indexes;
  const value = sortValue(children, by, now);
  const keys = indexes.map((index) => ({ index, key: value(index) }));
  const sign = isDescending ? -1 : 1;
  keys.sort((one, other) => {
    if (one.key === other.key) return one.index - other.index;
    if (one.key === undefined) return 1;
    if (other.key === undefined) return -1;
    return one.key < other.key ? -sign : sign;
  });
  return keys.map(({ index }) => index);
}

function sortValue(
  children: Children,
  by: Exclude<SortColumn, 'index'>,
  now: number,
): (index: number) => number | string | undefined {
  switch (by) {
    case 'state':
      return (index) => stateOrder.indexOf(children.letters.charAt(index));
    case 'attempts':
      return (index) => children.attempts[index] ?? undefined;
    case 'started':
      return (index) => children.startedAt[index] ?? undefined;
    case 'duration':
      return (index) => ranMs(children, index, now);
    case 'exitCode':
      return (index) => children.exitCode[index] ?? undefined;
    case 'reason':
      return (index) => reasonOf(children, index).toLowerCase() || undefined;
  }
}
