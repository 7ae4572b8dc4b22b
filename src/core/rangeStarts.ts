// Remembers where ranges of equally many lines begin, in memory that does not grow with the lines.
import type { ByteRange } from './pipelineContract';

/** Equally many lines to a range, but for the last one. */
export type Ranges = { readonly linesPerRange: number; readonly ranges: readonly ByteRange[] };

/**
 * Is told where each line begins, and keeps every `linesPerStart`-th of these places. When there is no room left, every
 * second one is given up and `linesPerStart` doubles.
 */
export class RangeStarts {
  private readonly starts: Float64Array;
  private length = 0;
  private linesPerStart = 1;
  private linesToSkip = 0;

  /** @param capacity how many starts are kept at most; even */
  constructor(capacity: number) {
    this.starts = new Float64Array(capacity);
  }

  add(offset: number): void {
    if (this.linesToSkip > 0) {
      this.linesToSkip--;
      return;
    }
    if (this.length === this.starts.length) this.thin();
    this.starts[this.length++] = offset;
    this.linesToSkip = this.linesPerStart - 1;
  }

  /** At most `maxRanges` contiguous ranges up to `end`, each of at least `minLines` lines (but for the last one). */
  ranges(maxRanges: number, minLines: number, end: number): Ranges {
    const startsPerRange = Math.max(Math.ceil(this.length / maxRanges), Math.ceil(minLines / this.linesPerStart));
    const kept = this.starts.subarray(0, this.length).filter((_, index) => index % startsPerRange === 0);
    return {
      linesPerRange: startsPerRange * this.linesPerStart,
      ranges: Array.from(kept, (start, index) => ({ start, end: kept[index + 1] ?? end })),
    };
  }

  private thin(): void {
    const { starts } = this;
    const half = this.length / 2;
    for (let i = 1; i < half; i++) starts[i] = starts[2 * i] as number;
    this.length = half;
    this.linesPerStart *= 2;
  }
}
