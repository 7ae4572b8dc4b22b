// GetObjectAttributes: what is known of an object, without its bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html
import type { GetObjectAttributesCommandInput, GetObjectAttributesCommandOutput } from '@aws-sdk/client-s3';
import { checksumOutput, modifiedAt } from './attributes';
import { checksumMember } from './bodyDeclaration';
import { invalidArgument } from './errors';
import { pageLimit } from './listEncoding';
import type { S3Operation } from './operation';
import type { ObjectRecord } from './records';

const names = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

type Input = GetObjectAttributesCommandInput;
type Output = GetObjectAttributesCommandOutput;

export const getObjectAttributes: S3Operation<Input, Output> = (input, { s3 }) => {
  const record = s3.object(input.Bucket, input.Key);
  const wanted: readonly string[] = input.ObjectAttributes ?? [];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw invalidArgument('x-amz-object-attributes', unknown, `Attributes are ${names.join(', ')}.`);
  }
  const all = {
    ETag: record.etag,
    Checksum: checksumOutput(record.checksum),
    ObjectParts: record.parts === undefined ? undefined : partsPage(record, input),
    StorageClass: record.headers.StorageClass ?? 'STANDARD',
    ObjectSize: record.sizeBytes,
  };
  const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
  return { output: { ...(chosen as Partial<typeof all>), LastModified: modifiedAt(record) } };
};

function partsPage(
  { parts = [], checksum }: ObjectRecord,
  { MaxParts, PartNumberMarker }: Omit<Input, 'Bucket' | 'Key'>,
) {
  const limit = pageLimit('x-amz-max-parts', MaxParts);
  const marker = Number(PartNumberMarker ?? 0);
  const following = parts.filter(({ number }) => number > marker);
  const page = following.slice(0, limit);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts: limit,
    IsTruncated: following.length > page.length,
    Parts: page.map(({ number, sizeBytes, checksum: value }) => ({
      PartNumber: number,
      Size: sizeBytes,
      [checksumMember(checksum.algorithm)]: value,
    })),
  };
}
