// Progress as lines of text, one for each change.
import type { Display, DisplayStream, StepName, StepState } from './display';
import type { Style } from './style';

/** A step that moves all the time is told of only when so large a share of its time has passed since the last line. */
const quietShare = 0.05;

type Shown = { readonly state: StepState; readonly text: string; readonly shownAt: number; readonly startedAt: number };

export class PlainDisplay implements Display {
  private readonly steps = new Map<StepName, Shown>();

  constructor(
    private readonly stream: DisplayStream,
    readonly style: Style,
    private readonly now: () => number,
  ) {}

  step(name: StepName, state: StepState, text: string): void {
    const shown = this.steps.get(name);
    const now = this.now();
    if (shown?.state === state) {
      const isSoon = now - shown.shownAt < (now - shown.startedAt) * quietShare;
      if (shown.text === text || isSoon) return;
    }
    this.steps.set(name, { state, text, shownAt: now, startedAt: shown?.startedAt ?? now });
    this.stream.write(`${name.padEnd(7)} ${text}\n`);
  }

  note(text: string): void {
    this.stream.write(`${text}\n`);
  }

  close(): void {
    // Everything has been written.
  }
}
