// Why a file cannot be the input of a pipeline, with the place where that shows.

/**
 * - `empty`: it has no line that a child could handle
 * - `nul`: it has a NUL byte
 * - `invalidUtf8`: it has bytes that are not UTF-8
 * - `tooLarge`: it has more bytes than an index (or the caller) takes
 */
export type PlanErrorKind = 'empty' | 'nul' | 'invalidUtf8' | 'tooLarge';

/** Where in the file. */
export type FilePosition = {
  /** Counted from 1, blank lines included: what an editor shows. */
  readonly line: number;
  /** Bytes before it in the file. */
  readonly byteOffset: number;
};

export class PlanError extends Error {
  constructor(
    readonly kind: PlanErrorKind,
    message: string,
    /** Of `nul` and `invalidUtf8`. */
    readonly position?: FilePosition,
  ) {
    super(message);
    this.name = 'PlanError';
  }
}

export function nulByte(position: FilePosition): PlanError {
  return new PlanError(
    'nul',
    `Line ${position.line} has a NUL byte (byte offset ${position.byteOffset}). The input must be text, one item a ` +
      'line: is this a binary file, or text in UTF-16? Save it as UTF-8.',
    position,
  );
}

export function invalidUtf8(position: FilePosition, byte: number): PlanError {
  const isUtf16 = position.byteOffset === 0 && (byte === 0xff || byte === 0xfe);
  return new PlanError(
    'invalidUtf8',
    `Line ${position.line} is not valid UTF-8 (byte offset ${position.byteOffset}, byte 0x${byte.toString(16)}). ` +
      (isUtf16 ? 'It looks like UTF-16: save the file as UTF-8.' : 'Save the file as UTF-8.'),
    position,
  );
}

export function noLines(sizeBytes: number, hasBom: boolean, blankLines: number): PlanError {
  const why =
    blankLines > 0
      ? `The file has nothing but blank lines (${blankLines}), and blank lines are skipped.`
      : `The file is empty${hasBom ? ` (its ${sizeBytes} bytes are a byte order mark)` : ''}.`;
  return new PlanError('empty', `${why} Put at least one item into it, one a line.`);
}

export function tooLarge(maxSizeBytes: number): PlanError {
  return new PlanError('tooLarge', `The file has more than ${maxSizeBytes} bytes. Split it into several files.`);
}
