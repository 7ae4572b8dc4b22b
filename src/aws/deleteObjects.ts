// Deletes any number of objects, or versions of them, a thousand to a call.
import type { _Error as Refusal } from '@aws-sdk/client-s3';
import { systemClock } from '../app/systemClock';
import { AppError, type ErrorKind } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const keysPerCall = 1000;
/** S3 answers some keys so when many are deleted at once; the call as a whole succeeds, so that the SDK tries nothing again. */
const busy = new Set(['InternalError', 'ServiceUnavailable', 'SlowDown']);
const maxTries = 6;
const firstPauseMs = 200;

type Doomed = { readonly Key: string; readonly VersionId?: string };

/** @throws AppError also when only some were refused. */
export async function deleteObjects(
  clients: AwsClients,
  bucket: string,
  objects: readonly Doomed[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < objects.length; start += keysPerCall) {
    let left = objects.slice(start, start + keysPerCall);
    for (let tries = 1; left.length > 0; tries += 1) {
      const refusals = await deleteOnce(clients, bucket, left, signal);
      const [first] = refusals.filter(({ Code = '' }) => tries === maxTries || !busy.has(Code));
      if (first !== undefined) throw refusedError(bucket, first, refusals.length);
      left = refusals.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
      if (left.length > 0) await systemClock.sleep(firstPauseMs * 2 ** (tries - 1), signal);
    }
  }
}

async function deleteOnce(
  { sdk, s3 }: AwsClients,
  bucket: string,
  objects: readonly Doomed[],
  signal: AbortSignal,
): Promise<readonly Refusal[]> {
  const command = new sdk.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [...objects], Quiet: true } });
  const { Errors } = await call(`delete objects of s3://${bucket}`, s3, command, signal);
  return Errors ?? [];
}

function refusedError(bucket: string, { Code = '', Key = '', Message = Code }: Refusal, count: number): AppError {
  const kind: ErrorKind = Code === 'AccessDenied' ? 'denied' : Code === 'SlowDown' ? 'throttled' : 'server';
  const reason = Message === '' ? 'no reason given' : Message;
  return new AppError(kind, `Could not delete ${count} of the objects: ${reason}: s3://${bucket}/${Key}`, {
    code: Code,
  });
}
