// CompleteMultipartUpload: makes an object of parts; no byte of them is copied.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
import { createHash } from 'node:crypto';
import type {
  CompleteMultipartUploadCommandInput,
  CompleteMultipartUploadCommandOutput,
  CompletedPart,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { checksumOutput, quoted } from './attributes';
import { checksumMember } from './bodyDeclaration';
import { defaultAlgorithm } from './checksums';
import { checkWriteConditions } from './conditions';
import type { S3Context, S3Operation } from './operation';
import { checksumOfParts } from './partChecksums';
import type { Checksum, ObjectRecord, PartRecord, UploadRecord } from './records';

/** 5 MiB: every part but the last must have it. */
const minPartBytes = 5 * 1024 * 1024;

type Input = CompleteMultipartUploadCommandInput;
type Chosen = { readonly number: number; readonly part: PartRecord };

export const completeMultipartUpload: S3Operation<Input, CompleteMultipartUploadCommandOutput> = (input, context) => {
  const { s3 } = context;
  const { Bucket, Key, UploadId } = input;
  s3.bucket(Bucket);
  const current = s3.findObject(Bucket, Key);
  // The answer to the first try may have been lost.
  if (s3.findUpload(UploadId) === undefined && current?.uploadId === UploadId) return answer(context, input, current);
  const upload = s3.upload(Bucket, Key, UploadId);
  checkWriteConditions(current, input);
  const chosen = chooseParts(input.MultipartUpload?.Parts ?? [], s3.partsOf(UploadId), upload, UploadId);
  const checksum = checksumOf(chosen, upload);
  const sizeBytes = chosen.reduce((sum, { part }) => sum + part.sizeBytes, 0);
  checkExpectations(input, checksum, sizeBytes);
  const { headers, metadata, tags } = upload;
  const record: ObjectRecord = {
    headers,
    metadata,
    tags,
    checksum,
    sizeBytes,
    uploadId: UploadId,
    etag: etagOf(chosen),
    modifiedMs: s3.nowMs(),
    segments: chosen.flatMap(({ part }) => part.segments),
    parts: chosen.map(({ number, part }) => ({ number, sizeBytes: part.sizeBytes, checksum: part.checksum })),
  };
  s3.createObject(Bucket, Key, record, 'CompleteMultipartUpload');
  return answer(context, input, record);
};

function answer({ call }: S3Context, { Bucket, Key }: { Bucket: string; Key: string }, record: ObjectRecord) {
  const path = [Bucket, ...Key.split('/')].map(encodeURIComponent).join('/');
  return {
    output: {
      Location: `http://${call.request.headers.host ?? ''}/${path}`,
      Bucket,
      Key,
      ETag: quoted(record.etag),
      ServerSideEncryption: record.headers.ServerSideEncryption,
      ...checksumOutput(record.checksum),
    },
  };
}

function chooseParts(
  wanted: readonly CompletedPart[],
  parts: ReadonlyMap<number, PartRecord>,
  upload: UploadRecord,
  uploadId: string,
): readonly Chosen[] {
  if (wanted.length === 0) throw new ApiError('MalformedXML', 'The body must name at least one part.');
  const chosen = wanted.map(({ PartNumber: number = 0, ETag = '', ...checksums }): Chosen => {
    const part = parts.get(number);
    const given = checksums[checksumMember(upload.checksumAlgorithm ?? defaultAlgorithm) as 'ChecksumCRC32'];
    if (given === undefined) checkChecksumNotNeeded(upload, number);
    if (part?.etag !== ETag.replaceAll('"', '') || (given !== undefined && given !== part.checksum)) {
      throw new ApiError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        400,
        { UploadId: uploadId, PartNumber: String(number), ETag },
      );
    }
    return { number, part };
  });
  checkOrder(chosen, uploadId);
  checkSizes(chosen);
  return chosen;
}

function checkOrder(chosen: readonly Chosen[], uploadId: string): void {
  chosen.slice(1).forEach(({ number }, index) => {
    if (number > (chosen[index]?.number ?? 0)) return;
    throw new ApiError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { UploadId: uploadId },
    );
  });
}

function checkSizes(chosen: readonly Chosen[]): void {
  for (const { number, part } of chosen.slice(0, -1)) {
    if (part.sizeBytes >= minPartBytes) continue;
    throw new ApiError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
      ProposedSize: String(part.sizeBytes),
      MinSizeAllowed: String(minPartBytes),
      PartNumber: String(number),
      ETag: part.etag,
    });
  }
}

function checkChecksumNotNeeded({ checksumAlgorithm, checksumType }: UploadRecord, number: number): void {
  if (checksumAlgorithm === undefined || checksumType !== 'COMPOSITE') return;
  throw new ApiError(
    'InvalidRequest',
    `The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum. The complete request must include ` +
      `the checksum for each part. It was missing for part ${number} in the request.`,
  );
}

function checksumOf(chosen: readonly Chosen[], upload: UploadRecord): Checksum {
  const algorithm = upload.checksumAlgorithm ?? defaultAlgorithm;
  const type = upload.checksumType ?? 'FULL_OBJECT';
  const parts = chosen.map(({ part }) => ({
    digest: Buffer.from(part.checksum, 'base64'),
    sizeBytes: part.sizeBytes,
  }));
  const value = checksumOfParts(algorithm, type, parts).toString('base64');
  return { algorithm, type, value: type === 'COMPOSITE' ? `${value}-${chosen.length}` : value };
}

function checkExpectations(input: Omit<Input, 'Bucket' | 'Key'>, checksum: Checksum, sizeBytes: number): void {
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== sizeBytes) {
    throw new ApiError(
      'InvalidRequest',
      `The parts have ${sizeBytes} bytes, not the ${input.MpuObjectSize} that x-amz-mp-object-size says.`,
    );
  }
  if (input.ChecksumType !== undefined && input.ChecksumType !== checksum.type) {
    throw new ApiError('InvalidRequest', `The upload has checksum type ${checksum.type}, not ${input.ChecksumType}.`);
  }
  const given = input[checksumMember(checksum.algorithm) as 'ChecksumCRC32'];
  if (given === undefined || given === checksum.value || given === checksum.value.replace(/-\d+$/, '')) return;
  throw new ApiError(
    'BadDigest',
    `The ${checksum.algorithm} you specified did not match the calculated checksum ${checksum.value}.`,
  );
}

/** MD5 of the MD5s, and the number of parts. */
function etagOf(chosen: readonly Chosen[]): string {
  const hash = createHash('md5');
  for (const { part } of chosen) hash.update(part.etag, 'hex');
  return `${hash.digest('hex')}-${chosen.length}`;
}
