// GetObject and HeadObject, which differ in the body alone.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html and …/API_HeadObject.html
import type {
  GetObjectCommandInput,
  GetObjectCommandOutput,
  HeadObjectCommandInput,
  HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { attributeOutput, checksumOutput, modifiedAt, quoted } from './attributes';
import { type ByteRange, selectRange } from './byteRange';
import { checkReadConditions } from './conditions';
import type { S3Operation } from './operation';
import type { ObjectRecord } from './records';
import { sliceSegments } from './segmentReader';

export const getObject: S3Operation<GetObjectCommandInput, GetObjectCommandOutput> = async (input, { s3 }) => {
  const record = s3.object(input.Bucket, input.Key);
  const { range, ...answer } = describe(record, input);
  if (range === undefined) return answer;
  return { ...answer, body: await s3.files.read(sliceSegments(record.segments, range.startByte, range.sizeBytes)) };
};

export const headObject: S3Operation<HeadObjectCommandInput, HeadObjectCommandOutput> = (input, { s3 }) => {
  const { status, output } = describe(s3.object(input.Bucket, input.Key), input);
  return { status, output };
};

type Input = Omit<GetObjectCommandInput, 'Bucket' | 'Key'>;

/** @returns no range when the client's copy is still good. */
function describe(record: ObjectRecord, input: Input) {
  const cached = { ETag: quoted(record.etag), LastModified: modifiedAt(record) };
  if (!checkReadConditions(record, input)) return { status: 304, output: cached, range: undefined };
  const range = selectRange(record, input);
  const isWhole = range.sizeBytes === record.sizeBytes;
  const output = {
    ...cached,
    ...attributeOutput(record),
    ...overrides(input),
    // A client checks what it receives with it: only that of the very bytes is of use.
    ...(input.ChecksumMode === 'ENABLED' && isWhole ? checksumOutput(record.checksum) : {}),
    AcceptRanges: 'bytes',
    ContentLength: range.sizeBytes,
    ContentRange: range.isPartial ? contentRange(range, record) : undefined,
    PartsCount: input.PartNumber === undefined ? undefined : record.parts?.length,
  };
  return { status: range.isPartial ? 206 : 200, output, range };
}

function contentRange({ startByte, sizeBytes }: ByteRange, record: ObjectRecord): string | undefined {
  // An empty range has no last byte: HTTP has no words for it.
  return sizeBytes === 0 ? undefined : `bytes ${startByte}-${startByte + sizeBytes - 1}/${record.sizeBytes}`;
}

/** The headers that a client wants to be told instead of the stored ones. */
function overrides(input: Input) {
  const wanted = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires?.toUTCString(),
  };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<typeof wanted>;
}
