// UploadPart and UploadPartCopy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html and …/API_UploadPartCopy.html
import type {
  UploadPartCommandInput,
  UploadPartCommandOutput,
  UploadPartCopyCommandInput,
  UploadPartCopyCommandOutput,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { modifiedAt, quoted } from './attributes';
import { checksumMember, declaredAlgorithm } from './bodyDeclaration';
import { type ChecksumAlgorithm, defaultAlgorithm } from './checksums';
import { findCopySource } from './copySource';
import { digestSegments } from './digestSegments';
import { invalidArgument } from './errors';
import type { S3Operation } from './operation';
import type { UploadRecord } from './records';
import { sliceSegments } from './segmentReader';
import { storeBody } from './storeBody';

const maxPartNumber = 10_000;
/** 5 GiB */
const maxPartBytes = 5 * 1024 ** 3;

export const uploadPart: S3Operation<UploadPartCommandInput, UploadPartCommandOutput> = (input, context) => {
  const { s3 } = context;
  const { Bucket, Key, UploadId, PartNumber } = input;
  const upload = s3.upload(Bucket, Key, UploadId);
  checkPartNumber(PartNumber);
  const algorithm = upload.checksumAlgorithm ?? defaultAlgorithm;
  return storeBody(
    context,
    (declared) => {
      checkAlgorithm(upload, declaredAlgorithm(declared));
      return [algorithm];
    },
    (body, declared) => {
      // The upload may have been completed or aborted meanwhile.
      s3.upload(Bucket, Key, UploadId);
      const { etag, sizeBytes, segments } = body;
      const checksum = body.checksum(algorithm);
      s3.putPart(UploadId, PartNumber, { etag, sizeBytes, segments, checksum, modifiedMs: s3.nowMs() });
      const told = declaredAlgorithm(declared) ?? algorithm;
      return { output: { ETag: quoted(etag), [checksumMember(told)]: body.checksum(told) } };
    },
  );
};

export const uploadPartCopy: S3Operation<UploadPartCopyCommandInput, UploadPartCopyCommandOutput> = (input, { s3 }) => {
  const { Bucket, Key, UploadId, PartNumber } = input;
  const upload = s3.upload(Bucket, Key, UploadId);
  checkPartNumber(PartNumber);
  const { record } = findCopySource(s3, input);
  const { startByte, sizeBytes } = copyRange(input.CopySourceRange, record.sizeBytes);
  // The part shares the source's data file, of which it may be a small piece: the disk keeps the whole while it lives.
  const segments = sliceSegments(record.segments, startByte, sizeBytes);
  const algorithm = upload.checksumAlgorithm ?? defaultAlgorithm;
  return digestSegments(s3.files, segments, ['MD5', algorithm], (digests) => {
    s3.upload(Bucket, Key, UploadId);
    const etag = digests.get('MD5')?.toString('hex') ?? '';
    const checksum = digests.get(algorithm)?.toString('base64') ?? '';
    const part = { etag, sizeBytes, segments, checksum, modifiedMs: s3.nowMs() };
    s3.putPart(UploadId, PartNumber, part);
    const result = { ETag: quoted(etag), LastModified: modifiedAt(part), [checksumMember(algorithm)]: checksum };
    return { output: { CopyPartResult: result } };
  });
};

function checkPartNumber(number: number): void {
  if (number >= 1 && number <= maxPartNumber) return;
  throw invalidArgument(
    'partNumber',
    String(number),
    `Part number must be an integer between 1 and ${maxPartNumber}, inclusive`,
  );
}

function checkAlgorithm({ checksumAlgorithm }: UploadRecord, declared: ChecksumAlgorithm | undefined): void {
  if (checksumAlgorithm === undefined || declared === undefined || declared === checksumAlgorithm) return;
  throw new ApiError(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${checksumAlgorithm.toLowerCase()}, ` +
      `actual checksum Type: ${declared.toLowerCase()}`,
  );
}

function copyRange(header: string | undefined, sourceBytes: number) {
  const whole = { startByte: 0, sizeBytes: sourceBytes };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header ?? '') ?? [];
  const range =
    header === undefined ? whole : { startByte: Number(first), sizeBytes: Number(last) - Number(first) + 1 };
  if (Number.isNaN(range.sizeBytes) || range.sizeBytes < 1 || range.startByte + range.sizeBytes > sourceBytes) {
    if (header === undefined) return whole;
    throw invalidArgument(
      'x-amz-copy-source-range',
      header,
      `The range must be bytes=first-last within the source object, which has ${sourceBytes} bytes`,
    );
  }
  if (range.sizeBytes > maxPartBytes) {
    throw new ApiError('InvalidRequest', 'The specified copy source is larger than the maximum allowable size: 5 GiB');
  }
  return range;
}
