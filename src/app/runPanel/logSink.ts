// Hands log lines to the panel: few messages a second, none too large, in order.
import type { Clock } from '../ports';
import { shortened } from './failureGroups';
import type { HostMessage, LogLine } from './protocol';

/** At most four messages a second. */
const minGapMs = 250;
const maxLines = 5000;
const maxChars = 1_000_000;
/** Reasons may be of any length. */
const maxText = 2000;

export type LogHead = {
  readonly title: string;
  readonly attempts: readonly string[];
  readonly attempt?: number;
  readonly isCut: boolean;
};

export class LogSink {
  private lastPostAt = -Infinity;
  private lastNote: string | undefined;

  constructor(
    private readonly selectionId: number,
    private readonly clock: Clock,
    private readonly post: (message: HostMessage) => void,
  ) {}

  start({ title, attempts, attempt, isCut }: LogHead): void {
    this.lastNote = undefined;
    const { selectionId } = this;
    const which = attempt === undefined ? {} : { attempt };
    this.post({
      type: 'logStart',
      selectionId,
      title: shortened(title, maxText),
      attempts: attempts.map((text) => shortened(text, maxText)),
      ...which,
      isCut,
    });
  }

  /** Takes as long as it may: whoever reads the log waits for the panel, and nothing piles up. */
  async lines(lines: readonly LogLine[], signal: AbortSignal): Promise<void> {
    for (const chunk of chunksOf(lines)) {
      const waitMs = this.lastPostAt + minGapMs - this.clock.now();
      if (waitMs > 0) await this.clock.sleep(waitMs, signal);
      signal.throwIfAborted();
      this.lastPostAt = this.clock.now();
      this.post({ type: 'logLines', selectionId: this.selectionId, lines: chunk });
    }
  }

  /** @param isEnd nothing will follow */
  note(note: string, isEnd = false): void {
    if (note === this.lastNote && !isEnd) return;
    this.lastNote = note;
    this.post({ type: 'logNote', selectionId: this.selectionId, note: shortened(note, maxText), isEnd });
  }
}

function* chunksOf(lines: readonly LogLine[]): Generator<LogLine[], void> {
  let chunk: LogLine[] = [];
  let chars = 0;
  for (const line of lines) {
    if (chunk.length === maxLines || (chunk.length > 0 && chars + line.text.length > maxChars)) {
      yield chunk;
      [chunk, chars] = [[], 0];
    }
    chunk.push(line);
    chars += line.text.length;
  }
  if (chunk.length > 0) yield chunk;
}
