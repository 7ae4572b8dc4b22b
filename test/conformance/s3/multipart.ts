// A multipart upload, step by step, as a client without lib-storage makes it.
import assert from 'node:assert/strict';
import {
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  UploadPartCommand,
  type UploadPartCommandInput,
  type UploadPartCommandOutput,
} from '@aws-sdk/client-s3';
import type { S3Fixture } from './s3Fixture';

/** 5 MiB: the least that every part but the last must have. */
export const partBytes = 5 * 1024 * 1024;

export async function startUpload(
  { s3, bucket }: S3Fixture,
  Key: string,
  more: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<string> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key, ...more }));
  assert.ok(UploadId);
  return UploadId;
}

export function uploadPart(
  { s3, bucket }: S3Fixture,
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: UploadPartCommandInput['Body'],
  more: Partial<UploadPartCommandInput> = {},
): Promise<UploadPartCommandOutput> {
  return s3.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber, Body, ...more }));
}

export function completeUpload(
  { s3, bucket }: S3Fixture,
  Key: string,
  UploadId: string,
  Parts: CompletedPart[],
  more: object = {},
) {
  return s3.send(
    new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}

/** Uploads the bodies as parts 1, 2 … and completes. */
export async function uploadInParts(
  fixture: S3Fixture,
  Key: string,
  bodies: readonly Buffer[],
  more: Partial<CreateMultipartUploadCommandInput> = {},
) {
  const uploadId = await startUpload(fixture, Key, more);
  const { ChecksumAlgorithm } = more;
  const parts = await Promise.all(
    bodies.map(async (body, index): Promise<CompletedPart> => {
      const answer = await uploadPart(fixture, Key, uploadId, index + 1, body, { ChecksumAlgorithm });
      const { ETag, ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 } = answer;
      const checksums = { ChecksumCRC32, ChecksumCRC32C, ChecksumCRC64NVME, ChecksumSHA1, ChecksumSHA256 };
      return { PartNumber: index + 1, ETag, ...checksums };
    }),
  );
  return completeUpload(fixture, Key, uploadId, parts);
}
