// Counts the lines of a file as its bytes stream by, and shares them out among the children of an array job.
import { crc32 } from './crc32';
import { type ByteRange, maxChildren } from './pipelineContract';
import { invalidUtf8, noLines, nulByte, tooLarge } from './planError';
import { RangeStarts } from './rangeStarts';
import { Utf8Sequence } from './utf8Sequence';

export type PlanOptions = {
  /** Blank lines (`isBlank`) are neither counted nor handled. Default: they are lines like all others. */
  readonly skipBlank?: boolean;
  /** At most so many children, 1 to 10,000 (the default). */
  readonly maxChildren?: number;
  /** At least so many lines to a child (but for the last one); default 1. */
  readonly minLinesPerChild?: number;
  /** A larger file is refused; default and most: what an index record can express. */
  readonly maxSizeBytes?: number;
};

export type PipelinePlan = {
  readonly sizeBytes: number;
  /** CRC-32 of the whole file: the uploader compares it, and S3 verifies it. */
  readonly crc32: number;
  /** The file begins with a byte order mark, which belongs to no line. */
  readonly hasBom: boolean;
  /** Lines that are handled: without the blank ones when these are skipped. */
  readonly lineCount: number;
  /** Lines that are blank, whether they are skipped or not. */
  readonly blankLines: number;
  /** 1 to 10,000; 1 is a plain job, not an array. */
  readonly childCount: number;
  /** The last child may have fewer. */
  readonly linesPerChild: number;
  /** One for each child, contiguous, from the first line to the end of the file. */
  readonly ranges: readonly ByteRange[];
};

/** The largest offset that 15 digits can write. */
const maxIndexedBytes = 10 ** 15 - 1;
const byteOrderMark = 0xfeff;

/** Is fed the file in chunks of any size, then asked once for the plan. Needs as much memory for any number of lines. */
export class PipelinePlanner {
  private readonly skipBlank: boolean;
  private readonly maxChildren: number;
  private readonly minLinesPerChild: number;
  private readonly maxSizeBytes: number;
  // Twice as many as children: however many lines there are, an array uses at least half of the children it may have.
  private readonly starts = new RangeStarts(2 * maxChildren);
  private readonly sequence = new Utf8Sequence();
  private sequenceStart = 0;
  private sequenceLead = 0;
  private sizeBytes = 0;
  private crc = 0;
  private hasBom = false;
  private lineStart = 0;
  private isLineBlank = true;
  private lineCount = 0;
  private blankLines = 0;
  private endedLines = 0;

  /** @throws RangeError when an option is out of its bounds */
  constructor(options: PlanOptions = {}) {
    this.skipBlank = options.skipBlank ?? false;
    this.maxChildren = checkBounds('maxChildren', options.maxChildren ?? maxChildren, maxChildren);
    this.minLinesPerChild = checkBounds('minLinesPerChild', options.minLinesPerChild ?? 1, Number.MAX_SAFE_INTEGER);
    this.maxSizeBytes = checkBounds('maxSizeBytes', options.maxSizeBytes ?? maxIndexedBytes, maxIndexedBytes);
  }

  /** @throws PlanError at the first byte that cannot be in an input. The planner is of no use after that. */
  add(chunk: Uint8Array): void {
    if (this.sizeBytes + chunk.length > this.maxSizeBytes) throw tooLarge(this.maxSizeBytes);
    this.crc = crc32(chunk, this.crc);
    let i = this.sequence.remaining > 0 ? this.continueSequence(chunk, 0) : 0;
    while (i < chunk.length) {
      const byte = chunk[i] as number;
      if (isPrintable(byte)) {
        this.isLineBlank = false;
        do i++;
        while (i < chunk.length && isPrintable(chunk[i] as number));
      } else if (byte === 0x0a) {
        i++;
        this.endLine(this.sizeBytes + i);
      } else if (byte >= 0x80) {
        i = this.readSequence(chunk, i);
      } else {
        if (byte === 0) throw nulByte(this.position(this.sizeBytes + i));
        // The rest below 0x09 and from 0x0e to 0x1f are control characters: odd, but content.
        if (byte < 0x09 || (byte > 0x0d && byte < 0x20)) this.isLineBlank = false;
        i++;
      }
    }
    this.sizeBytes += chunk.length;
  }

  /** @throws PlanError when there is no line, or when the file ends within a character */
  finish(): PipelinePlan {
    const { sizeBytes, hasBom } = this;
    if (this.sequence.remaining > 0) throw this.sequenceError();
    if (sizeBytes > this.lineStart) this.endLine(sizeBytes);
    if (this.lineCount === 0) throw noLines(sizeBytes, hasBom, this.blankLines);
    const { linesPerRange, ranges } = this.starts.ranges(this.maxChildren, this.minLinesPerChild, sizeBytes);
    const [first, ...others] = ranges as [ByteRange, ...ByteRange[]];
    return {
      sizeBytes,
      crc32: this.crc,
      hasBom,
      lineCount: this.lineCount,
      blankLines: this.blankLines,
      childCount: ranges.length,
      linesPerChild: Math.min(linesPerRange, this.lineCount),
      // Blank lines before the first line that counts are the first child's to skip.
      ranges: [{ start: hasBom ? 3 : 0, end: first.end }, ...others],
    };
  }

  private endLine(end: number): void {
    if (this.isLineBlank) this.blankLines++;
    if (!this.isLineBlank || !this.skipBlank) {
      this.starts.add(this.lineStart);
      this.lineCount++;
    }
    this.endedLines++;
    this.lineStart = end;
    this.isLineBlank = true;
  }

  /** Reads the character whose first byte is at `index`, as far as the chunk has it; gives the index after that. */
  private readSequence(chunk: Uint8Array, index: number): number {
    this.sequenceStart = this.sizeBytes + index;
    this.sequenceLead = chunk[index] as number;
    if (!this.sequence.begin(this.sequenceLead)) throw this.sequenceError();
    return this.continueSequence(chunk, index + 1);
  }

  private continueSequence(chunk: Uint8Array, index: number): number {
    const { sequence } = this;
    let i = index;
    while (sequence.remaining > 0 && i < chunk.length) {
      if (!sequence.next(chunk[i++] as number)) throw this.sequenceError();
    }
    if (sequence.remaining > 0) return i;
    if (this.sequenceStart === 0 && sequence.codePoint === byteOrderMark) {
      this.hasBom = true;
      this.lineStart = 3;
    } else {
      this.isLineBlank = false;
    }
    return i;
  }

  private sequenceError(): Error {
    return invalidUtf8(this.position(this.sequenceStart), this.sequenceLead);
  }

  private position(byteOffset: number): { line: number; byteOffset: number } {
    return { line: this.endedLines + 1, byteOffset };
  }
}

/** Plans a whole stream. @throws PlanError, RangeError and what the stream throws */
export async function planPipeline(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: PlanOptions = {},
): Promise<PipelinePlan> {
  const planner = new PipelinePlanner(options);
  for await (const chunk of chunks) planner.add(chunk);
  return planner.finish();
}

/** ASCII that is neither white space nor control: nearly every byte of nearly every file. */
function isPrintable(byte: number): boolean {
  return byte > 0x20 && byte < 0x80;
}

function checkBounds(name: string, value: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < 1 || value > most)
    throw new RangeError(`${name} must be a whole number from 1 to ${most}, not ${value}.`);
  return value;
}
