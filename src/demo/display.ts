// What the demo shows of its progress: a few steps, each with a state and a text.
import type { Style } from './style';

export type StepName = 'plan' | 'engine' | 'upload' | 'split' | 'merge' | 'result';
/** `waiting`: its time has not begun. */
export type StepState = 'waiting' | 'active' | 'done' | 'failed';

export interface Display {
  readonly style: Style;
  /** Says how a step is now. */
  step(name: StepName, state: StepState, text: string): void;
  /** Says something that stays. */
  note(text: string): void;
  /** Leaves the last picture where it is; what is written after that follows it. */
  close(): void;
}

/** Where a display writes: stderr, or a test's own. */
export type DisplayStream = {
  readonly columns?: number;
  write(text: string): unknown;
};
