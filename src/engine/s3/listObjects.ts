// The listings of objects: ListObjectsV2, ListObjects and ListObjectVersions.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and its neighbours
import type {
  ListObjectVersionsCommandInput,
  ListObjectVersionsCommandOutput,
  ListObjectsCommandInput,
  ListObjectsCommandOutput,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { modifiedAt, quoted } from './attributes';
import { invalidArgument } from './errors';
import { keyEncoder, ownerOf, pageLimit, readToken, writeToken } from './listEncoding';
import { type Page, listPage } from './listing';
import type { S3Context, S3Operation } from './operation';
import type { ObjectRecord } from './records';

export const listObjectsV2: S3Operation<ListObjectsV2CommandInput, ListObjectsV2CommandOutput> = (input, context) => {
  const { Bucket, ContinuationToken, StartAfter, EncodingType } = input;
  const encode = keyEncoder(EncodingType);
  const page = pageOf(input, context, readToken(ContinuationToken) ?? StartAfter ?? '');
  return {
    output: {
      ...pageOutput(page, input),
      Contents: contents(Bucket, page, context, encode, input.FetchOwner === true),
      KeyCount: page.keys.length + page.commonPrefixes.length,
      ContinuationToken,
      NextContinuationToken: writeToken(page.next),
      StartAfter: encode(StartAfter),
    },
  };
};

export const listObjects: S3Operation<ListObjectsCommandInput, ListObjectsCommandOutput> = (input, context) => {
  const { Bucket, Marker = '', Delimiter, EncodingType } = input;
  const encode = keyEncoder(EncodingType);
  const page = pageOf(input, context, Marker);
  return {
    output: {
      ...pageOutput(page, input),
      Contents: contents(Bucket, page, context, encode, true),
      Marker: encode(Marker),
      // Without a delimiter the last key of the page is the marker of the next.
      NextMarker: isGiven(Delimiter) ? encode(page.next) : undefined,
    },
  };
};

export const listObjectVersions: S3Operation<ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput> = (
  input,
  context,
) => {
  const { Bucket, KeyMarker = '', VersionIdMarker, EncodingType } = input;
  if (isGiven(VersionIdMarker) && KeyMarker === '') {
    throw invalidArgument(
      'version-id-marker',
      VersionIdMarker ?? '',
      'A version-id marker cannot be specified without a key marker.',
    );
  }
  const encode = keyEncoder(EncodingType);
  const page = pageOf(input, context, KeyMarker);
  return {
    output: {
      ...pageOutput(page, input),
      Versions: contents(Bucket, page, context, encode, true).map((version) => ({
        ...version,
        // The model knows one storage class of versions, S3 tells all.
        StorageClass: version.StorageClass as 'STANDARD',
        VersionId: 'null',
        IsLatest: true,
      })),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      NextKeyMarker: encode(page.next),
      NextVersionIdMarker: page.next !== undefined && page.next === page.keys.at(-1) ? 'null' : undefined,
    },
  };
};

type ListInput = {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  readonly EncodingType?: 'url';
};

function pageOf(input: ListInput, { s3 }: S3Context, after: string): Page {
  const { Bucket, Prefix = '', Delimiter = '', MaxKeys } = input;
  s3.bucket(Bucket);
  const limit = pageLimit('max-keys', MaxKeys);
  return listPage(s3.objectNames, { bucket: Bucket, prefix: Prefix, delimiter: Delimiter, after, limit });
}

function pageOutput(page: Page, { Bucket, Prefix = '', Delimiter, MaxKeys, EncodingType }: ListInput) {
  const encode = keyEncoder(EncodingType);
  return {
    Name: Bucket,
    Prefix: encode(Prefix),
    Delimiter: isGiven(Delimiter) ? encode(Delimiter) : undefined,
    MaxKeys: pageLimit('max-keys', MaxKeys),
    EncodingType,
    IsTruncated: page.next !== undefined,
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}

function contents(
  bucket: string,
  page: Page,
  { s3, accountId }: S3Context,
  encode: ReturnType<typeof keyEncoder>,
  withOwner: boolean,
) {
  const owner = withOwner ? { Owner: ownerOf(accountId) } : {};
  return page.keys.flatMap((key) => {
    const record = s3.findObject(bucket, key);
    return record === undefined ? [] : [{ Key: encode(key), ...entry(record), ...owner }];
  });
}

function entry(record: ObjectRecord) {
  return {
    LastModified: modifiedAt(record),
    ETag: quoted(record.etag),
    ChecksumAlgorithm: [record.checksum.algorithm],
    ChecksumType: record.checksum.type,
    Size: record.sizeBytes,
    StorageClass: record.headers.StorageClass ?? 'STANDARD',
  };
}

/** An empty parameter counts as none. */
function isGiven(parameter: string | undefined): boolean {
  return parameter !== undefined && parameter !== '';
}
