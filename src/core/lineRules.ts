// What a line is, for the plan and for the worker alike: lines end with LF or CR LF, the last one also with the file.

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;

/**
 * Whether the bytes are a blank line (without its LF): nothing but white space of ASCII. Wider kinds of space count as
 * content, as for `isspace` in the C locale: a tool that gets the line on stdin would see them as such.
 */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every(isWhiteSpace);
}

/** Space, tab, LF, vertical tab, form feed, CR. */
function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
