// The states of a child as the panel shows them: their letters, their order, their colours.
import { type Children, statusLetters, unknownLetter } from '../app/runPanel/protocol';
import { text } from './texts';

type KnownStatus = keyof typeof statusLetters;

/** In the order of a job's life: how counts and the legend are listed. */
export const stateOrder: readonly string[] = [...Object.values(statusLetters), unknownLetter];

const byLetter: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(statusLetters).map(([status, letter]) => [letter, status]),
);

function isKnown(status: string): status is KnownStatus {
  return Object.hasOwn(statusLetters, status);
}

/** AWS's word for a letter. */
export function statusOf(letter: string): string {
  return byLetter[letter] ?? text('unknown');
}

export function letterOf(status: string): string {
  return isKnown(status) ? statusLetters[status] : unknownLetter;
}

export function hasEnded(letter: string): boolean {
  return letter === 'S' || letter === 'F';
}

/** How a state is drawn, so that colour is never the only sign: the shape of small cells. */
export type Shape = 'outline' | 'hollow' | 'dot' | 'full' | 'cross';
const shapes: Readonly<Record<string, Shape>> = { R: 'dot', T: 'hollow', S: 'full', F: 'cross' };

export function shapeOf(letter: string): Shape {
  return shapes[letter] ?? 'outline';
}

/** The CSS variable of panel.css that holds the colour of a state. */
export function colourVariable(letter: string): string {
  return `--state-${statusClass(letter)}`;
}

/** `failed`: the part of class names. */
export function statusClass(letter: string): string {
  return (byLetter[letter] ?? 'unknown').toLowerCase();
}

/** The class of a state that may be a word nobody here knows. */
export function classOfStatus(status: string | undefined): string {
  return `state-${statusClass(status === undefined ? unknownLetter : letterOf(status))}`;
}

export const noChildren: Children = {
  letters: '',
  createdAt: [],
  startedAt: [],
  stoppedAt: [],
  exitCode: [],
  attempts: [],
  reason: [],
  reasons: [],
};

export function countsByLetter(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const [status, count] of Object.entries(counts)) {
    sums[letterOf(status)] = (sums[letterOf(status)] ?? 0) + count;
  }
  return sums;
}
