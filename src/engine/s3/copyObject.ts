// CopyObject: a new object of bytes that are there; no byte of them is written again.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import type { ServiceCall } from '../http';
import { checksumOutput, modifiedAt, quoted, readAttributes } from './attributes';
import { type ChecksumAlgorithm, readAlgorithm } from './checksums';
import { checkWriteConditions } from './conditions';
import { type CopySource, findCopySource } from './copySource';
import { digestSegments } from './digestSegments';
import { invalidArgument } from './errors';
import type { S3Operation } from './operation';
import type { Checksum, ObjectRecord, StoredAttributes } from './records';

/** The largest object that can be copied at once; larger ones are copied in parts. */
const maxCopyBytes = 5 * 1024 ** 3;

type Input = Omit<CopyObjectCommandInput, 'Bucket' | 'Key'>;

export const copyObject: S3Operation<CopyObjectCommandInput, CopyObjectCommandOutput> = (input, { s3, call }) => {
  const { Bucket, Key } = input;
  const checkPlace = (): void => {
    s3.bucket(Bucket);
    checkWriteConditions(s3.findObject(Bucket, Key), input);
  };
  checkPlace();
  const source = findCopySource(s3, input);
  const attributes = attributesOfCopy(input, source.record, call);
  if (source.bucket === Bucket && source.key === Key) checkChange(input, source);
  const { segments, sizeBytes, checksum: known } = source.record;
  if (sizeBytes > maxCopyBytes) {
    throw new ApiError('InvalidRequest', 'The specified copy source is larger than the maximum allowable size: 5 GiB');
  }
  const algorithm = readAlgorithm(input.ChecksumAlgorithm) ?? known.algorithm;
  return digestSegments(s3.files, segments, toCompute(source.record, algorithm), (digests) => {
    const etag = digests.get('MD5')?.toString('hex') ?? source.record.etag;
    const value = digests.get(algorithm)?.toString('base64') ?? known.value;
    const checksum: Checksum = { algorithm, type: 'FULL_OBJECT', value };
    checkPlace();
    const record = { ...attributes, etag, sizeBytes, segments, checksum, modifiedMs: s3.nowMs() };
    s3.createObject(Bucket, Key, record, 'Copy');
    const result = { ETag: quoted(etag), LastModified: modifiedAt(record), ...checksumOutput(checksum) };
    return { output: { CopyObjectResult: result, ServerSideEncryption: attributes.headers.ServerSideEncryption } };
  });
};

/** A copy is an object that was sent at once: what was uploaded in parts gets the checksums of its whole. */
function toCompute({ parts, checksum }: ObjectRecord, algorithm: ChecksumAlgorithm): readonly ChecksumAlgorithm[] {
  const algorithms: ChecksumAlgorithm[] = [];
  if (parts !== undefined) algorithms.push('MD5');
  if (checksum.algorithm !== algorithm || checksum.type !== 'FULL_OBJECT') algorithms.push(algorithm);
  return algorithms;
}

function attributesOfCopy(input: Input, source: StoredAttributes, call: ServiceCall): StoredAttributes {
  const given = readAttributes(input, call);
  const replacesMetadata = isReplace('x-amz-metadata-directive', input.MetadataDirective);
  const replacesTags = isReplace('x-amz-tagging-directive', input.TaggingDirective);
  const headers = replacesMetadata
    ? given.headers
    : {
        ...source.headers,
        // These are never copied: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
        StorageClass: given.headers.StorageClass,
        ServerSideEncryption: given.headers.ServerSideEncryption,
        WebsiteRedirectLocation: given.headers.WebsiteRedirectLocation,
      };
  return {
    headers,
    metadata: replacesMetadata ? given.metadata : source.metadata,
    tags: replacesTags ? given.tags : source.tags,
  };
}

function isReplace(header: string, directive: string | undefined): boolean {
  if (directive === undefined || directive === 'COPY') return false;
  if (directive === 'REPLACE') return true;
  throw invalidArgument(header, directive, `${header} must be COPY or REPLACE.`);
}

function checkChange(input: Input, { record }: CopySource): void {
  const changes =
    input.MetadataDirective === 'REPLACE' ||
    input.TaggingDirective === 'REPLACE' ||
    input.ServerSideEncryption !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    (input.ChecksumAlgorithm !== undefined && input.ChecksumAlgorithm !== record.checksum.algorithm) ||
    (input.StorageClass ?? 'STANDARD') !== (record.headers.StorageClass ?? 'STANDARD');
  if (changes) return;
  throw new ApiError(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's " +
      'metadata, storage class, website redirect location or encryption attributes.',
  );
}
