// Takes a stream of bytes apart into lines, without their ends (LF or CR LF). A line is held in memory, however long.
import { carriageReturn, lineFeed } from '../core/lineRules';

/** Gives the lines in batches, since a promise for each of a million lines would cost more than the work on them. */
export async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<Iterable<Buffer>, void, undefined> {
  let open: Buffer[] = [];
  for await (const bytes of source) {
    const end = bytes.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield linesOf(Buffer.concat([...open, bytes.subarray(0, end)]));
      open = [];
    }
    open.push(bytes.subarray(end));
  }
  const last = Buffer.concat(open);
  if (last.length > 0) yield [last];
}

function* linesOf(bytes: Buffer): Generator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(lineFeed, at);
    yield bytes.subarray(at, end > at && bytes[end - 1] === carriageReturn ? end - 1 : end);
    at = end + 1;
  }
}
