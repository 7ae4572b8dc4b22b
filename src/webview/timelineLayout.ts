// The timeline's geometry: rows, the span of time, the marks of its axis.
import type { Children } from '../app/runPanel/protocol';

export type TimeSpan = { readonly from: number; readonly until: number };

/** From the first child's creation to the last end, or to now while one has not ended. */
export function timeSpan(children: Children, now: number): TimeSpan | undefined {
  let from = Infinity;
  let until = -Infinity;
  let isOpen = false;
  for (let index = 0; index < children.letters.length; index++) {
    const first = children.createdAt[index] ?? children.startedAt[index];
    if (first === null || first === undefined) continue;
    from = Math.min(from, first);
    const last = children.stoppedAt[index] ?? undefined;
    if (last === undefined) isOpen ||= !'SF'.includes(children.letters.charAt(index));
    else until = Math.max(until, last);
  }
  if (from === Infinity) return undefined;
  if (isOpen) until = Math.max(until, now);
  return { from, until: Math.max(until, from + 1_000) };
}

const tallest = 18;
const lowest = 4;

/** All rows in view where that leaves them legible. */
export function timelineRowHeight(count: number, height: number): number {
  return Math.min(tallest, Math.max(lowest, Math.floor(height / Math.max(1, count))));
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [1, 2, 5, 10, 15, 30]
  .flatMap((step) => [step * second, step * minute])
  .concat([1, 2, 3, 6, 12, 24, 48, 168].map((step) => step * hour))
  .sort((one, other) => one - other);

/** Distances from the start, in milliseconds, at least `smallestPx` apart. */
export function axisMarks({ from, until }: TimeSpan, width: number, smallestPx = 70): readonly number[] {
  const length = until - from;
  const most = Math.max(1, Math.floor(width / smallestPx));
  const step = steps.find((candidate) => length / candidate <= most) ?? length;
  const marks: number[] = [];
  for (let at = 0; at <= length; at += step) marks.push(at);
  return marks;
}

/** `0`, `30 s`, `5 min`, `2 h`. */
export function markLabel(ms: number): string {
  if (ms === 0) return '0';
  if (ms % hour === 0) return `${ms / hour} h`;
  if (ms >= hour) return `${Math.floor(ms / hour)} h ${Math.round((ms % hour) / minute)} min`;
  if (ms % minute === 0) return `${ms / minute} min`;
  return ms >= minute ? `${Math.floor(ms / minute)} min ${Math.round((ms % minute) / second)} s` : `${ms / second} s`;
}
