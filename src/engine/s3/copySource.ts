// The object that a copy is made of: its name in a header, and the conditions on it.
import { ApiError } from '../apiError';
import { checkReadConditions } from './conditions';
import { invalidArgument, preconditionFailed } from './errors';
import type { ObjectRecord } from './records';
import { noSuchVersion } from './refusals';
import type { S3 } from './s3';

export type CopySource = { readonly bucket: string; readonly key: string; readonly record: ObjectRecord };

type CopyInput = {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfModifiedSince?: Date;
  readonly CopySourceIfUnmodifiedSince?: Date;
};

/** @throws ApiError when the source is not named rightly, is not there, or does not meet the conditions. */
export function findCopySource(s3: S3, input: CopyInput): CopySource {
  const { bucket, key, versionId } = parse(input.CopySource);
  if (versionId !== undefined && versionId !== 'null') throw noSuchVersion(versionId);
  const record = s3.object(bucket, key);
  const isWanted = checkReadConditions(record, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  if (!isWanted) throw preconditionFailed('x-amz-copy-source-If-None-Match or x-amz-copy-source-If-Modified-Since');
  return { bucket, key, record };
}

/** `/bucket/key?versionId=id`, with or without the first slash, URL-encoded, its slashes too if one likes. */
function parse(source: string) {
  const [, encoded = '', versionId] = /^(.*?)(?:\?versionId=([^&]*))?$/s.exec(source) ?? [];
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decode(encoded)) ?? [];
  if (key === '') {
    const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw invalidArgument('x-amz-copy-source', source, message);
  }
  if (!bucket.startsWith('arn:')) return { bucket, key, versionId };
  throw new ApiError('NotImplemented', 'The local engine does not implement access points as a copy source.', 501);
}

function decode(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    throw invalidArgument('x-amz-copy-source', source, 'The x-amz-copy-source header must be URL-encoded.');
  }
}
