// CreateMultipartUpload and AbortMultipartUpload.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
import type {
  AbortMultipartUploadCommandInput,
  AbortMultipartUploadCommandOutput,
  CreateMultipartUploadCommandInput,
  CreateMultipartUploadCommandOutput,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { readAttributes } from './attributes';
import { type ChecksumAlgorithm, type ChecksumType, readAlgorithm } from './checksums';
import { preconditionFailed } from './errors';
import type { S3Operation } from './operation';
import { isCombinable } from './partChecksums';

type Input = CreateMultipartUploadCommandInput;
type Output = CreateMultipartUploadCommandOutput;

export const createMultipartUpload: S3Operation<Input, Output> = (input, { s3, call }) => {
  const { Bucket, Key } = input;
  s3.bucket(Bucket);
  const checksumAlgorithm = readAlgorithm(input.ChecksumAlgorithm);
  const checksumType = checksumTypeOf(checksumAlgorithm, input.ChecksumType);
  const attributes = readAttributes(input, call);
  const UploadId = s3.startUpload({ ...attributes, bucket: Bucket, key: Key, checksumAlgorithm, checksumType });
  const { ServerSideEncryption } = attributes.headers;
  return {
    output: {
      Bucket,
      Key,
      UploadId,
      ServerSideEncryption,
      ChecksumAlgorithm: checksumAlgorithm,
      ChecksumType: checksumType,
    },
  };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumTypeOf(
  algorithm: ChecksumAlgorithm | undefined,
  wanted: ChecksumType | undefined,
): ChecksumType | undefined {
  if (algorithm === undefined) {
    if (wanted === undefined) return undefined;
    throw new ApiError(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const type = wanted ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const isPossible = type === 'FULL_OBJECT' ? isCombinable(algorithm) : algorithm !== 'CRC64NVME';
  if (isPossible) return type;
  throw new ApiError(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}

export const abortMultipartUpload: S3Operation<AbortMultipartUploadCommandInput, AbortMultipartUploadCommandOutput> = (
  { Bucket, Key, UploadId, IfMatchInitiatedTime },
  { s3 },
) => {
  const { startedMs } = s3.upload(Bucket, Key, UploadId);
  if (IfMatchInitiatedTime !== undefined && IfMatchInitiatedTime.getTime() !== startedMs) {
    throw preconditionFailed('x-amz-if-match-initiated-time');
  }
  s3.abortUpload(UploadId);
  return { output: {} };
};
