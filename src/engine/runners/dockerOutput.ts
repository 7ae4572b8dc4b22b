// Parts the stream of an attached container into its stdout and its stderr.
// https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
import { PassThrough, Writable } from 'node:stream';

const headerBytes = 8;

/** Frames: one byte for the stream (1 stdout, 2 stderr), three of nothing, four of length, then so many bytes of output. */
export class DockerOutput extends Writable {
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  private header = Buffer.alloc(0);
  private left = 0;
  private target = this.stdout;

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    const full = new Set<PassThrough>();
    let at = 0;
    while (at < chunk.length) {
      if (this.left === 0) {
        at = this.readHeader(chunk, at);
        continue;
      }
      const part = chunk.subarray(at, at + this.left);
      at += part.length;
      this.left -= part.length;
      if (!this.target.write(part)) full.add(this.target);
    }
    whenDrained([...full], done);
  }

  override _final(done: () => void): void {
    this.endBoth();
    done();
  }

  override _destroy(cause: Error | null, done: (error: Error | null) => void): void {
    this.endBoth();
    done(cause);
  }

  private endBoth(): void {
    this.stdout.end();
    this.stderr.end();
  }

  private readHeader(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + headerBytes - this.header.length);
    this.header = Buffer.concat([this.header, chunk.subarray(at, end)]);
    if (this.header.length === headerBytes) {
      this.target = this.header[0] === 2 ? this.stderr : this.stdout;
      this.left = this.header.readUInt32BE(4);
      this.header = Buffer.alloc(0);
    }
    return end;
  }
}

/** A reader that stops reading stops the container, as a full pipe would. */
function whenDrained([first, ...others]: readonly PassThrough[], done: () => void): void {
  if (first === undefined) done();
  else first.once('drain', () => whenDrained(others, done));
}
