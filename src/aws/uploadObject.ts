// Writes an object of any size with bounded memory, or leaves nothing: neither an object nor parts that cost money.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
import type { CompletedPart } from '@aws-sdk/client-s3';
import type { ObjectAddress, Upload } from '../app/ports';
import { AppError, messageOf } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';

const smallestPartBytes = 8 * 1024 * 1024;
const maxParts = 10_000;
/** Parts on their way at one time: with the one being filled, so many are in memory. */
const partsInFlight = 4;
const neverAborted = new AbortController().signal;

/** @throws whatever the content throws, AppError for what the service refuses, the signal's reason. */
export async function uploadObject(clients: AwsClients, upload: Upload, signal: AbortSignal): Promise<void> {
  const { bucket, key, content, sizeBytes, onSent } = upload;
  // A tenth more than needed, should the content turn out somewhat longer than it was said to be.
  const partBytes = Math.max(smallestPartBytes, Math.ceil((sizeBytes * 1.1) / maxParts));
  const parts = cutParts(content, partBytes);
  const first = await parts.next();
  if (first.done === true || first.value.isLast) {
    const body = first.done === true ? new Uint8Array() : first.value.bytes;
    const target = { Bucket: bucket, Key: key, ContentLength: body.length };
    await call(doing(upload), clients.s3, new clients.sdk.PutObjectCommand({ ...target, Body: body }), signal);
    onSent?.(body.length);
    return;
  }
  await uploadParts(clients, upload, first.value.bytes, parts, signal);
}

type Part = { readonly bytes: Uint8Array; readonly isLast: boolean };

/** Parts of exactly this size but the last. A full one waits for the next byte, to know whether it is the last. */
async function* cutParts(content: Upload['content'], partBytes: number): AsyncGenerator<Part, undefined> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of content) {
    let rest = chunk;
    while (heldBytes + rest.length > partBytes) {
      const taken = partBytes - heldBytes;
      yield { bytes: Buffer.concat([...held, rest.subarray(0, taken)]), isLast: false };
      held = [];
      heldBytes = 0;
      rest = rest.subarray(taken);
    }
    held.push(rest);
    heldBytes += rest.length;
  }
  yield { bytes: Buffer.concat(held), isLast: true };
}

async function uploadParts(
  clients: AwsClients,
  upload: Upload,
  first: Uint8Array,
  rest: AsyncIterable<Part>,
  signal: AbortSignal,
): Promise<void> {
  const { sdk, s3 } = clients;
  const target = { Bucket: upload.bucket, Key: upload.key };
  // Not cut by the signal: an upload whose id got lost could not be removed.
  const create = new sdk.CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' });
  const { UploadId } = await call(doing(upload), s3, create, neverAborted);
  if (UploadId === undefined) throw new AppError('server', `Could not ${doing(upload)}: the answer has no upload id.`);
  try {
    const Parts = await sendParts(clients, upload, UploadId, first, rest, signal);
    const complete = new sdk.CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } });
    await call(doing(upload), s3, complete, signal);
  } catch (cause) {
    await abortUpload(clients, upload, UploadId, cause);
    throw cause;
  }
}

async function sendParts(
  { sdk, s3 }: AwsClients,
  upload: Upload,
  UploadId: string,
  first: Uint8Array,
  rest: AsyncIterable<Part>,
  signal: AbortSignal,
): Promise<CompletedPart[]> {
  const done: CompletedPart[] = [];
  const inFlight = new Set<Promise<void>>();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let sentBytes = 0;
  const send = async (PartNumber: number, Body: Uint8Array): Promise<void> => {
    const target = { Bucket: upload.bucket, Key: upload.key, UploadId, PartNumber };
    const answer = await call(doing(upload), s3, new sdk.UploadPartCommand({ ...target, Body }), either);
    done[PartNumber - 1] = { PartNumber, ETag: answer.ETag, ChecksumCRC32: answer.ChecksumCRC32 };
    sentBytes += Body.length;
    upload.onSent?.(sentBytes);
  };
  let partNumber = 0;
  const begin = async (bytes: Uint8Array): Promise<void> => {
    partNumber += 1;
    const task: Promise<void> = send(partNumber, bytes)
      .catch((cause: unknown) => stop.abort(cause))
      .finally(() => inFlight.delete(task));
    inFlight.add(task);
    if (inFlight.size >= partsInFlight) await Promise.race(inFlight);
    either.throwIfAborted();
  };
  try {
    await begin(first);
    for await (const { bytes } of rest) await begin(bytes);
  } catch (cause) {
    stop.abort(cause);
  }
  // A part that arrives after the upload was aborted would stay: none may be on its way.
  await Promise.all(inFlight);
  either.throwIfAborted();
  return done;
}

async function abortUpload(
  { sdk, s3 }: AwsClients,
  { bucket, key }: ObjectAddress,
  UploadId: string,
  reason: unknown,
): Promise<void> {
  const command = new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId });
  try {
    await call('remove the parts that were sent', s3, command, neverAborted);
  } catch (cause) {
    if (cause instanceof AppError && cause.kind === 'notFound') return;
    const advice = `Parts of the upload ${UploadId} of s3://${bucket}/${key} are left and cost money: abort it.`;
    const kind = reason instanceof AppError ? reason.kind : cause instanceof AppError ? cause.kind : 'server';
    throw new AppError(kind, `${messageOf(reason)}. ${messageOf(cause)}. ${advice}`, {
      cause: new AggregateError([reason, cause]),
    });
  }
}

function doing({ bucket, key }: ObjectAddress): string {
  return `upload to s3://${bucket}/${key}`;
}
