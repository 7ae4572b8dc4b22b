// The text of a document that grows: its newest part, in bounded memory.

/** VS Code does not show documents beyond 50 MB to extensions, and is slow long before. */
const maxBytes = 16 * 1024 * 1024;
/** So much stays when it was too much: cutting is rare then. */
const keptBytes = 12 * 1024 * 1024;

export class GrowingText {
  private chunks: Uint8Array[] = [];
  private size = 0;
  private cutBytes = 0;

  /** @param describeCut says in a line that so many bytes are missing at the beginning. */
  constructor(private readonly describeCut: (bytes: number) => string) {}

  set(text: string): void {
    [this.chunks, this.size, this.cutBytes] = [[], 0, 0];
    this.append(text);
  }

  append(text: string): void {
    const bytes = Buffer.from(text);
    this.chunks.push(bytes);
    this.size += bytes.length;
    if (this.size > maxBytes) this.cut();
  }

  get bytes(): Uint8Array {
    return Buffer.concat([this.head(), ...this.chunks]);
  }

  get sizeBytes(): number {
    return this.head().length + this.size;
  }

  private head(): Uint8Array {
    return Buffer.from(this.cutBytes === 0 ? '' : `${this.describeCut(this.cutBytes)}\n`);
  }

  /** At the end of a line, so that no character is torn. */
  private cut(): void {
    const whole = Buffer.concat(this.chunks);
    const from = whole.length - keptBytes;
    const lineEnd = whole.indexOf(10, from);
    const start = lineEnd < 0 ? from : lineEnd + 1;
    this.cutBytes += start;
    this.chunks = [whole.subarray(start)];
    this.size = whole.length - start;
  }
}
