// What the engine's S3 keeps of buckets, objects and multipart uploads.
import type { LambdaFunctionConfiguration, PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm, ChecksumType } from './checksums';

export type BucketRecord = {
  readonly region: string;
  readonly createdMs: number;
  readonly notifications?: readonly LambdaFunctionConfiguration[];
};

/** An event that a function has not taken yet. */
export type DeliveryRecord = {
  readonly bucket: string;
  readonly region: string;
  readonly event: object;
  readonly failures: number;
};

/** Bytes of a data file. A file never changes once a record names it; several records may share it. */
export type Segment = {
  readonly file: string;
  readonly sizeBytes: number;
  /** Where they begin in the file; 0 when absent. */
  readonly startByte?: number;
};

/** The members of the model that a client stores with an object and gets back with it. */
export type StoredHeaders = Readonly<
  Pick<
    PutObjectCommandInput,
    | 'CacheControl'
    | 'ContentDisposition'
    | 'ContentEncoding'
    | 'ContentLanguage'
    | 'ContentType'
    | 'ServerSideEncryption'
    | 'StorageClass'
    | 'WebsiteRedirectLocation'
  > & {
    /** As it was sent, whether it is a date or not. */
    Expires?: string;
  }
>;

export type StoredAttributes = {
  readonly headers: StoredHeaders;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: readonly Tag[];
};

export type Tag = { readonly Key: string; readonly Value: string };

export type Checksum = {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64, with `-<number of parts>` where the type is COMPOSITE. */
  readonly value: string;
};

export type ObjectRecord = StoredAttributes & {
  /** Without quotes. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly segments: readonly Segment[];
  readonly checksum: Checksum;
  /** Of an object that was uploaded in parts. */
  readonly parts?: readonly ObjectPart[];
  /** The multipart upload that made it: completing that again is answered as the first time. */
  readonly uploadId?: string;
};

export type ObjectPart = {
  readonly number: number;
  readonly sizeBytes: number;
  /** Base64, of the object's algorithm. */
  readonly checksum: string;
};

export type UploadRecord = StoredAttributes & {
  readonly bucket: string;
  readonly key: string;
  readonly startedMs: number;
  /** As the client chose; S3's default applies when absent. */
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: ChecksumType;
};

export type PartRecord = {
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly segments: readonly Segment[];
  /** Base64, of the upload's algorithm. */
  readonly checksum: string;
};
