// Reads ranges of an object: a small one at once, one of any size as a stream.
import { WorkerFailure } from '../workerFailure';
import { type Bucket, type S3Request, cutShort, errorCode, failure, sendOnce, urlOf } from './bucket';
import { awaitedLater, withRetries } from './withRetries';

export type Piece = {
  readonly body: Buffer;
  /** Size of the whole object. */
  readonly totalBytes: number;
  readonly etag: string | undefined;
};

/** Memory that a stream takes, twice: one piece is read while the other is worked on. */
const streamPieceBytes = 8 * 1024 * 1024;

/**
 * Reads bytes `start` to `end` (exclusive), or as many of them as the object has; undefined when there is no object.
 * A body that is cut short is continued where it ended. With an `etag`, only of that version of the object.
 */
export function readBytes(
  bucket: Bucket,
  key: string,
  start: number,
  end: number,
  etag?: string,
): Promise<Piece | undefined> {
  const chunks: Buffer[] = [];
  let at = start;
  return withRetries(bucket.wait, async () => {
    const headers: Record<string, string> = { range: `bytes=${at}-${end - 1}` };
    if (etag) headers['if-match'] = etag;
    const request: S3Request = { method: 'GET', key, headers };
    const answer = await sendOnce(bucket, request);
    const { status, body } = answer;
    if (errorCode(answer) === 'NoSuchKey') return undefined;
    // 416: the object ends before the range begins, as an empty one does.
    if (status !== 206 && status !== 416) throw failure(bucket, request, answer);
    if (status === 206) {
      chunks.push(body);
      at += body.length;
      etag ??= answer.headers.etag;
    }
    const totalBytes = Number(/\d+$/.exec(answer.headers['content-range'] ?? '')?.[0] ?? 0);
    if (at < Math.min(end, totalBytes)) throw cutShort(bucket, request);
    return { body: Buffer.concat(chunks), totalBytes, etag };
  });
}

/** Reads a range of any size in pieces, the next one while the caller works on the one before. */
export async function* streamBytes(
  bucket: Bucket,
  key: string,
  start: number,
  end: number,
  etag?: string,
): AsyncGenerator<Buffer, void, undefined> {
  const readPiece = (from: number, version?: string): Promise<Piece> =>
    awaitedLater(readExisting(bucket, key, from, Math.min(end, from + streamPieceBytes), version));
  let next = start < end ? readPiece(start, etag) : undefined;
  for (let at = start; next !== undefined;) {
    const piece: Piece = await next;
    at += piece.body.length;
    if (at < end && at >= piece.totalBytes)
      throw new WorkerFailure(`${urlOf(bucket, key)} ends at byte ${piece.totalBytes}, not ${end}: it was replaced.`);
    next = at < end ? readPiece(at, piece.etag) : undefined;
    yield piece.body;
  }
}

/** As `readBytes`, of an object that must exist. */
export async function readExisting(
  bucket: Bucket,
  key: string,
  start: number,
  end: number,
  etag?: string,
): Promise<Piece> {
  const piece = await readBytes(bucket, key, start, end, etag);
  if (piece === undefined) throw new WorkerFailure(`${urlOf(bucket, key)} does not exist.`);
  return piece;
}
