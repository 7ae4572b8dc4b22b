// Progress in place on a terminal: one line for each step, drawn again while it moves.
import { formatDuration } from '../core/time';
import type { Display, DisplayStream, StepName, StepState } from './display';
import { type Style, fitLine } from './style';

const frameMs = 100;
const defaultColumns = 80;

type Step = { readonly state: StepState; readonly text: string; readonly startedAt: number; readonly endedAt?: number };

export class LiveDisplay implements Display {
  private readonly steps = new Map<StepName, Step>();
  private readonly timer: NodeJS.Timeout;
  private drawnLines = 0;
  private frame = 0;
  private isClosed = false;

  constructor(
    private readonly stream: DisplayStream,
    readonly style: Style,
  ) {
    this.timer = setInterval(() => this.draw(), frameMs);
    this.timer.unref();
  }

  step(name: StepName, state: StepState, text: string): void {
    const now = Date.now();
    const before = this.steps.get(name);
    const startedAt = before === undefined || before.state === 'waiting' ? now : before.startedAt;
    const endedAt = before?.state === state ? before.endedAt : now;
    this.steps.set(name, { state, text, startedAt, endedAt: state === 'active' ? undefined : endedAt });
  }

  note(text: string): void {
    this.stream.write(`${this.erase()}${text}\n`);
    if (!this.isClosed) this.draw();
  }

  close(): void {
    if (this.isClosed) return;
    clearInterval(this.timer);
    // What is still active when the picture is left was cut short.
    for (const [name, { state, text }] of this.steps) if (state === 'active') this.step(name, 'failed', text);
    this.draw();
    this.isClosed = true;
    this.drawnLines = 0;
  }

  private draw(): void {
    this.frame += 1;
    const columns = (this.stream.columns ?? defaultColumns) - 1;
    const lines = [...this.steps].map(([name, step]) => fitLine(this.line(name, step), columns));
    const erase = this.erase();
    this.drawnLines = lines.length;
    this.stream.write(erase + lines.map((line) => `${line}\n`).join(''));
  }

  /** Goes back over the picture and clears it: one write with the next picture, so that nothing flickers. */
  private erase(): string {
    const back = this.drawnLines === 0 ? '' : `\x1b[${this.drawnLines}A\r\x1b[J`;
    this.drawnLines = 0;
    return back;
  }

  private line(name: StepName, { state, text, startedAt, endedAt }: Step): string {
    const { color } = this.style;
    const elapsedMs = (endedAt ?? Date.now()) - startedAt;
    const time = elapsedMs >= frameMs && state !== 'waiting' ? color('dim', `  ${formatDuration(elapsedMs)}`) : '';
    return `${this.mark(state)} ${color('bold', name.padEnd(7))} ${text}${time}`;
  }

  private mark(state: StepState): string {
    const { color, signs } = this.style;
    if (state === 'done') return color('green', signs.done);
    if (state === 'failed') return color('red', signs.failed);
    if (state === 'waiting') return color('dim', signs.waiting);
    return color('cyan', signs.spinner[this.frame % signs.spinner.length] ?? '');
  }
}
