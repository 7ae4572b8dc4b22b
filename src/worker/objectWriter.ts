// Writes one object of unknown size with bounded memory: at once while it is small, as a multipart upload when it grows.
import { WorkerFailure } from './workerFailure';
import type { Interruption } from './interruption';
import type { Bucket } from './s3/bucket';
import { awaitedLater } from './s3/withRetries';
import { abortUpload, completeUpload, createUpload, putObject, uploadPart } from './s3/writeObject';

/** S3 takes parts from 5 MiB. */
const firstPartBytes = 8 * 1024 * 1024;
/** Three times as much is in memory at most; a job has 512 MiB by default. */
const largestPartBytes = 8 * firstPartBytes;
/** S3 takes 10,000 parts; growing this often, they hold 493 GiB. */
const partsPerSize = 1000;
const maxParts = 10_000;

/** Makes the object of what `produce` writes; when that fails or is interrupted nothing of it is left behind. */
export async function writeObject(
  bucket: Bucket,
  key: string,
  interruption: Interruption,
  produce: (writer: ObjectWriter) => Promise<void>,
): Promise<ObjectWriter> {
  const writer = new ObjectWriter(bucket, key);
  interruption.onRaise(() => writer.abort());
  try {
    await produce(writer);
    await writer.finish();
    return writer;
  } catch (cause) {
    await writer.abort();
    throw cause;
  }
}

export class ObjectWriter {
  /** Of what has been written so far. */
  sizeBytes = 0;
  readonly #bucket: Bucket;
  readonly #key: string;
  #chunks: Uint8Array[] = [];
  #chunksBytes = 0;
  #uploadId: Promise<string> | undefined;
  /** What the completion of the upload says of each part. */
  readonly #parts: Promise<string>[] = [];
  #isAborted = false;

  constructor(bucket: Bucket, key: string) {
    this.#bucket = bucket;
    this.#key = key;
  }

  /** Keeps the bytes, which must not change any more. A promise means: wait for it before you write more. */
  write(bytes: Uint8Array): Promise<void> | undefined {
    this.sizeBytes += bytes.length;
    this.#chunks.push(bytes);
    this.#chunksBytes += bytes.length;
    const growth = 2 ** Math.floor(this.#parts.length / partsPerSize);
    return this.#chunksBytes < Math.min(largestPartBytes, growth * firstPartBytes) ? undefined : this.#sendPart();
  }

  /** Makes the object; before that nothing of it can be seen. */
  async finish(): Promise<void> {
    const uploadId = await this.#uploadId;
    this.#checkAborted();
    if (uploadId === undefined) return putObject(this.#bucket, this.#key, Buffer.concat(this.#chunks));
    if (this.#chunksBytes > 0) await this.#sendPart();
    await completeUpload(this.#bucket, this.#key, uploadId, await Promise.all(this.#parts));
  }

  /** Removes the unfinished upload; says so when it cannot. Whoever writes after that fails. */
  async abort(): Promise<void> {
    this.#isAborted = true;
    try {
      const uploadId = await this.#uploadId;
      // A part that arrives after the abort would stay in the bucket, unseen and paid for.
      await Promise.allSettled(this.#parts);
      if (uploadId !== undefined) await abortUpload(this.#bucket, this.#key, uploadId);
    } catch (cause) {
      process.stderr.write(`An unfinished upload may be left: ${String(cause)}\n`);
    }
  }

  /** Sends what is kept, while the next part is gathered; waits for the part before. */
  async #sendPart(): Promise<void> {
    await this.#parts.at(-1);
    const uploadId = await (this.#uploadId ??= createUpload(this.#bucket, this.#key));
    this.#checkAborted();
    const body = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#chunksBytes = 0;
    const partNumber = this.#parts.length + 1;
    if (partNumber > maxParts) throw new WorkerFailure(`The output is too large: ${this.sizeBytes} bytes and more.`);
    this.#parts.push(awaitedLater(uploadPart(this.#bucket, this.#key, uploadId, partNumber, body)));
  }

  #checkAborted(): void {
    if (this.#isAborted) throw new WorkerFailure('The upload was aborted.');
  }
}
