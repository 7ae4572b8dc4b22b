// Cuts a stream of bytes into the lines that become log events.
import { StringDecoder } from 'node:string_decoder';

/** CloudWatch Logs takes events of 1 MiB; a longer line continues in the next event. */
const maxLineBytes = 1024 * 1024 - 26;

/** Invalid UTF-8 becomes U+FFFD. Empty lines are dropped, as the awslogs driver does (an event cannot be empty). */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /** The lines that this chunk completes. */
  push(chunk: Buffer): readonly string[] {
    const pieces = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = pieces.pop() ?? '';
    const lines = pieces.flatMap(cleanLine);
    // A character has at most three bytes for each UTF-16 unit: enough to know that the rest is not too long yet.
    while (this.rest.length * 3 > maxLineBytes && Buffer.byteLength(this.rest) > maxLineBytes) {
      const [head = '', ...tail] = cutLine(this.rest);
      lines.push(head);
      this.rest = tail.join('');
    }
    return lines;
  }

  /** The last line, if the stream did not end with a line break. */
  end(): readonly string[] {
    const rest = this.rest + this.decoder.end();
    this.rest = '';
    return cleanLine(rest);
  }
}

function cleanLine(line: string): string[] {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return text === '' ? [] : cutLine(text);
}

function cutLine(text: string): string[] {
  if (text.length * 3 <= maxLineBytes) return [text];
  const pieces: string[] = [];
  const bytes = Buffer.from(text);
  let start = 0;
  while (start < bytes.length) {
    let end = Math.min(start + maxLineBytes, bytes.length);
    // Not inside a character: bytes 10xxxxxx continue one.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    pieces.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return pieces;
}
