// Deletes any number of objects, or versions of them, a thousand to a call.
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const keysPerCall = 1000;

type Doomed = { readonly Key: string; readonly VersionId?: string };

/** @throws AppError also when only some were refused. */
export async function deleteObjects(
  { sdk, s3 }: AwsClients,
  bucket: string,
  objects: readonly Doomed[],
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < objects.length; start += keysPerCall) {
    const Objects = objects.slice(start, start + keysPerCall);
    const command = new sdk.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const { Errors } = await call(`delete objects of s3://${bucket}`, s3, command, signal);
    const first = Errors?.[0];
    if (first === undefined) continue;
    // The call succeeds although some keys were refused.
    const kind = first.Code === 'AccessDenied' ? 'denied' : 'server';
    const text = `${first.Message ?? first.Code ?? 'no reason given'}: s3://${bucket}/${first.Key ?? ''}`;
    throw new AppError(kind, `Could not delete ${Errors?.length ?? 1} of the objects: ${text}`, { code: first.Code });
  }
}
