// What a client stores with an object beside its bytes: headers, metadata and tags, read from a request and given back.
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import type { ServiceCall } from '../http';
import { checksumMember } from './bodyDeclaration';
import type { Checksum, ObjectRecord, StoredAttributes, StoredHeaders } from './records';
import { readTagging } from './tags';

/** 2 KiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const maxMetadataBytes = 2048;
/** The classes whose objects can be read at once. */
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
];
const archiveClasses = ['GLACIER', 'DEEP_ARCHIVE'];

type AttributeInput = Omit<StoredHeaders, 'Expires'> & Pick<PutObjectCommandInput, 'Metadata' | 'Tagging'>;

/** @throws ApiError for metadata, tags or a storage class that S3 does not take. */
export function readAttributes(input: AttributeInput, { request }: ServiceCall): StoredAttributes {
  const metadata = input.Metadata ?? {};
  const sizes = Object.entries(metadata).map(([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value));
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
  if (sizeBytes > maxMetadataBytes) {
    throw new ApiError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: String(sizeBytes),
      MaxSizeAllowed: String(maxMetadataBytes),
    });
  }
  checkStorageClass(input.StorageClass);
  const tags = readTagging(input.Tagging);
  const headers: StoredHeaders = {
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: withoutFraming(input.ContentEncoding),
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType,
    Expires: request.headers.expires,
    ServerSideEncryption: input.ServerSideEncryption,
    StorageClass: input.StorageClass === 'STANDARD' ? undefined : input.StorageClass,
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
  };
  return {
    headers,
    ...(sizeBytes === 0 ? {} : { metadata }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

function checkStorageClass(name: string | undefined): void {
  if (name === undefined || storageClasses.includes(name)) return;
  if (!archiveClasses.includes(name)) {
    throw new ApiError('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
      StorageClassRequested: name,
    });
  }
  throw new ApiError(
    'NotImplemented',
    `The local engine has no archive: it does not implement storage class ${name}.`,
    501,
  );
}

/** `aws-chunked` tells of the transfer, not of the object. */
function withoutFraming(encoding: string | undefined): string | undefined {
  const kept = (encoding ?? '').split(',').filter((item) => item.trim() !== 'aws-chunked' && item.trim() !== '');
  return kept.length === 0 ? undefined : kept.join(',').trim();
}

/** The members of an answer that describe an object, for GetObject and HeadObject. */
export function attributeOutput({ headers, metadata, tags }: StoredAttributes) {
  return {
    ...headers,
    ContentType: headers.ContentType ?? 'binary/octet-stream',
    Metadata: metadata,
    TagCount: tags?.length,
  };
}

/** The members of an answer that hold a checksum. */
export function checksumOutput(checksum: Checksum | undefined) {
  if (checksum === undefined) return {};
  return { [checksumMember(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type };
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

export function modifiedAt({ modifiedMs }: Pick<ObjectRecord, 'modifiedMs'>): Date {
  return new Date(modifiedMs);
}
