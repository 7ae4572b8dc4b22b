// The command `merge`: puts the parts of all children together, in the order of the lines.
import { partKey } from '../core/pipelineContract';
import { type Environment, mergeSettings } from './environment';
import { WorkerFailure } from './workerFailure';
import type { Interruption } from './interruption';
import { type ObjectWriter, writeObject } from './objectWriter';
import { type Bucket, openBucket, urlOf } from './s3/bucket';
import { type Piece, readBytes, streamBytes } from './s3/readObject';
import { awaitedLater } from './s3/withRetries';

/** Requests in flight; with the first bytes of each part they take this many MiB at most. */
const partsAhead = 32;
const firstBytes = 1024 * 1024;
const maxNamed = 10;

/** Gives the line for the job's log. @throws WorkerFailure, and then there is no (new) result */
export async function merge(environment: Environment, interruption: Interruption): Promise<string> {
  const { bucket: name, outputPrefix, childCount, resultKey } = mergeSettings(environment);
  const bucket = openBucket(environment, name);
  const missing: number[] = [];
  const { sizeBytes } = await writeObject(bucket, resultKey, interruption, async (writer) => {
    for await (const [child, piece] of firstPieces(bucket, outputPrefix, childCount)) {
      if (piece === undefined) missing.push(child);
      else if (missing.length === 0) await writePart(writer, bucket, partKey(outputPrefix, child), piece);
    }
    if (missing.length > 0) throw missingParts(missing, childCount, urlOf(bucket, outputPrefix));
  });
  return `merged ${childCount} ${childCount === 1 ? 'part' : 'parts'}, ${sizeBytes} bytes -> ${urlOf(bucket, resultKey)}`;
}

/** The beginning of each part, in order, read ahead; undefined for one that does not exist. */
async function* firstPieces(
  bucket: Bucket,
  outputPrefix: string,
  childCount: number,
): AsyncGenerator<[child: number, piece: Piece | undefined], void, undefined> {
  const ahead: Promise<Piece | undefined>[] = [];
  let begun = 0;
  for (let child = 0; child < childCount; child++) {
    for (; begun < childCount && begun < child + partsAhead; begun++) {
      ahead.push(awaitedLater(readBytes(bucket, partKey(outputPrefix, begun), 0, firstBytes)));
    }
    yield [child, await ahead.shift()];
  }
}

async function writePart(writer: ObjectWriter, bucket: Bucket, key: string, piece: Piece): Promise<void> {
  await writer.write(piece.body);
  const { body, totalBytes, etag } = piece;
  for await (const more of streamBytes(bucket, key, body.length, totalBytes, etag)) await writer.write(more);
}

function missingParts(missing: readonly number[], childCount: number, url: string): WorkerFailure {
  const named = missing.slice(0, maxNamed).join(', ');
  const others = missing.length > maxNamed ? ` and ${missing.length - maxNamed} more` : '';
  return new WorkerFailure(
    `${missing.length} of ${childCount} parts are missing below ${url}: those of the children ${named}${others}. Run these, then merge.`,
  );
}
