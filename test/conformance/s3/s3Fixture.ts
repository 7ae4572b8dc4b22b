// A bucket of a test's own, with the calls that nearly every test of S3 makes.
import assert from 'node:assert/strict';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { type Target, openTarget, uniqueName } from '../../support/target';

export type S3Fixture = {
  readonly target: Target;
  readonly s3: Target['s3'];
  readonly bucket: string;
  /** Puts an object; the body is the key unless another is given. */
  put(key: string, body?: PutObjectCommandInput['Body'], more?: Partial<PutObjectCommandInput>): Promise<string>;
  putAll(keys: readonly string[]): Promise<void>;
  /** The content of an object as text. */
  text(key: string): Promise<string>;
  bytes(key: string): Promise<Buffer>;
  /** Empties and deletes the bucket. */
  close(): Promise<void>;
};

export async function openS3Fixture(): Promise<S3Fixture> {
  const target = await openTarget();
  const { s3 } = target;
  const bucket = uniqueName('conformance');
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const bytes = async (Key: string): Promise<Buffer> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const put: S3Fixture['put'] = async (Key, Body = Key, more = {}) => {
    const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
    return ETag;
  };
  return {
    target,
    s3,
    bucket,
    put,
    async putAll(keys) {
      await Promise.all(keys.map((key) => put(key)));
    },
    bytes,
    text: async (key) => (await bytes(key)).toString('utf8'),
    async close() {
      try {
        await emptyBucket(s3, bucket);
        await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      } finally {
        await target.close();
      }
    },
  };
}

async function emptyBucket(s3: Target['s3'], Bucket: string): Promise<void> {
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    if (Contents.length === 0) break;
    const Objects = Contents.map(({ Key = '' }) => ({ Key: decodeURIComponent(Key.replaceAll('+', ' ')) }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
}

/** The answer must be this error, as the SDK sees it: its name, its status and a part of its text. */
export async function assertRefused(answer: Promise<unknown>, name: string, status: number, text = /./): Promise<void> {
  await assert.rejects(answer, (error) => {
    const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
    assert.ok(error instanceof Error);
    assert.deepEqual([error.name, $metadata?.httpStatusCode], [name, status], error.message);
    assert.match(error.message, text);
    return true;
  });
}
