// Reads an object of any size as a stream, and takes it up again where the connection broke.
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ObjectAddress, OpenObject } from '../app/ports';
import { AppError, messageOf } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';
import { toAppError } from './toAppError';

/** Breaks in a row without a single byte between them. */
const maxBreaks = 3;

/** @throws AppError `notFound` when there is no such object. */
export async function downloadObject(
  clients: AwsClients,
  address: ObjectAddress & { readonly etag?: string },
  signal: AbortSignal,
): Promise<OpenObject> {
  const answer = await getFrom(clients, address, { IfMatch: address.etag }, signal);
  return { sizeBytes: answer.ContentLength ?? 0, chunks: chunksOf(clients, address, answer, signal) };
}

function getFrom(
  { sdk, s3 }: AwsClients,
  { bucket, key }: ObjectAddress,
  part: { readonly Range?: string; readonly IfMatch?: string },
  signal: AbortSignal,
): Promise<GetObjectCommandOutput> {
  const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key, ...part });
  return call(`read s3://${bucket}/${key}`, s3, command, signal);
}

async function* chunksOf(
  clients: AwsClients,
  address: ObjectAddress,
  first: GetObjectCommandOutput,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const what = `Could not read s3://${address.bucket}/${address.key}`;
  let body = first.Body;
  let position = 0;
  for (let breaks = 0; ; breaks += 1) {
    try {
      for await (const chunk of iterable(body, what)) {
        position += chunk.length;
        breaks = 0;
        yield chunk;
      }
      return;
    } catch (cause) {
      signal.throwIfAborted();
      // A reader that pauses for long (a pager) makes the connection time out: that is no failure either.
      const error = toAppError(what, cause);
      if (error.kind !== 'network') throw new AppError('server', `${what}: ${messageOf(cause)}`, { cause });
      if (breaks >= maxBreaks) throw error;
      if (position === first.ContentLength) return;
    }
    body = (await getFrom(clients, address, { Range: `bytes=${position}-`, IfMatch: first.ETag }, signal)).Body;
  }
}

function iterable(body: GetObjectCommandOutput['Body'], what: string): AsyncIterable<Uint8Array> {
  if (body === undefined || !(Symbol.asyncIterator in body)) {
    throw new AppError('server', `${what}: the answer has no body.`);
  }
  return body as AsyncIterable<Uint8Array>;
}
