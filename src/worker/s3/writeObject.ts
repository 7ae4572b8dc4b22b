// Writes an object at once, or in the parts of a multipart upload.
import { crc32 } from 'node:zlib';
import { crc32Base64 } from '../../core/crc32';
import { type Bucket, failure, send, sendOnce, xmlText } from './bucket';
import { TransientFailure, withRetries } from './withRetries';

/** S3 refuses a body that has another checksum. */
const checksumHeader = 'x-amz-checksum-crc32';

export async function putObject(bucket: Bucket, key: string, body: Uint8Array): Promise<void> {
  await send(bucket, { method: 'PUT', key, headers: { [checksumHeader]: crc32Base64(crc32(body)) }, body });
}

/** Begins a multipart upload and gives its id. */
export async function createUpload(bucket: Bucket, key: string): Promise<string> {
  const headers = { 'x-amz-checksum-algorithm': 'CRC32' };
  return xmlText(await send(bucket, { method: 'POST', key, query: 'uploads=', headers }), 'UploadId');
}

/** Gives what `completeUpload` must say of the part. @param partNumber counted from 1 */
export async function uploadPart(
  bucket: Bucket,
  key: string,
  uploadId: string,
  partNumber: number,
  body: Uint8Array,
): Promise<string> {
  const checksum = crc32Base64(crc32(body));
  const query = `partNumber=${partNumber}&${idQuery(uploadId)}`;
  const answer = await send(bucket, { method: 'PUT', key, query, headers: { [checksumHeader]: checksum }, body });
  return `<Part><ChecksumCRC32>${checksum}</ChecksumCRC32><ETag>${answer.headers.etag ?? ''}</ETag><PartNumber>${partNumber}</PartNumber></Part>`;
}

export function completeUpload(bucket: Bucket, key: string, uploadId: string, parts: readonly string[]): Promise<void> {
  const root = 'CompleteMultipartUpload';
  const xml = `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</${root}>`;
  const request = { method: 'POST', key, query: idQuery(uploadId), body: Buffer.from(xml) };
  return withRetries(bucket.wait, async () => {
    const answer = await sendOnce(bucket, request);
    if (answer.status !== 200) throw failure(bucket, request, answer);
    // S3 answers 200 before it has put the parts together, and tells of a failure in the body.
    if (!answer.isComplete || xmlText(answer, 'ETag') === '')
      throw new TransientFailure(failure(bucket, request, answer).message);
  });
}

export async function abortUpload(bucket: Bucket, key: string, uploadId: string): Promise<void> {
  await send(bucket, { method: 'DELETE', key, query: idQuery(uploadId) });
}

function idQuery(uploadId: string): string {
  return `uploadId=${encodeURIComponent(uploadId)}`;
}
