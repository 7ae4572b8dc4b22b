// Remembers where ranges of equally many lines begin, in memory that does not grow with the lines.
import type { ByteRange } from './pipelineContract';

/** Equally many lines to a range, but for the last one. */
export type Ranges = { readonly linesPerRange: number; readonly ranges: readonly ByteRange[] };

/**
 * Is told where each line begins, and keeps every `linesPerStart`-th of these places. When there is no room left, every
 * second one is given up and `linesPerStart` doubles.
 */
export class RangeStarts {
  private starts: number[] = [];
  private linesPerStart = 1;
  private linesToSkip = 0;

  /** @param capacity how many starts are kept at most; even */
  constructor(private readonly capacity: number) {}

  add(offset: number): void {
    if (this.linesToSkip > 0) {
      this.linesToSkip--;
      return;
    }
    if (this.starts.length === this.capacity) this.thin();
    this.starts.push(offset);
    this.linesToSkip = this.linesPerStart - 1;
  }

  /** At most `maxRanges` contiguous ranges up to `end`, each of at least `minLines` lines (but for the last one). */
  ranges(maxRanges: number, minLines: number, end: number): Ranges {
    const startsPerRange = Math.max(
      Math.ceil(this.starts.length / maxRanges),
      Math.ceil(minLines / this.linesPerStart),
    );
    const kept = this.starts.filter((_, index) => index % startsPerRange === 0);
    return {
      linesPerRange: startsPerRange * this.linesPerStart,
      ranges: kept.map((start, index) => ({ start, end: kept[index + 1] ?? end })),
    };
  }

  private thin(): void {
    this.starts = this.starts.filter((_, index) => index % 2 === 0);
    this.linesPerStart *= 2;
  }
}
