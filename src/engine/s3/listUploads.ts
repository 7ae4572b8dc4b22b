// ListMultipartUploads and ListParts.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html and …/API_ListParts.html
import type {
  ListMultipartUploadsCommandInput,
  ListMultipartUploadsCommandOutput,
  ListPartsCommandInput,
  ListPartsCommandOutput,
} from '@aws-sdk/client-s3';
import { modifiedAt, quoted } from './attributes';
import { checksumMember } from './bodyDeclaration';
import { keyEncoder, ownerOf, pageLimit } from './listEncoding';
import { listPage } from './listing';
import type { S3Operation } from './operation';
import type { UploadRecord } from './records';

type UploadsInput = ListMultipartUploadsCommandInput;
type UploadsOutput = ListMultipartUploadsCommandOutput;

/** Follows the key and a NUL in the name of an upload; here it stands behind every id. */
const afterAllIds = '\u{10FFFF}';

export const listMultipartUploads: S3Operation<UploadsInput, UploadsOutput> = (input, { s3, accountId }) => {
  const { Bucket, Prefix = '', Delimiter = '', KeyMarker = '', UploadIdMarker = '', EncodingType } = input;
  s3.bucket(Bucket);
  const encode = keyEncoder(EncodingType);
  const limit = pageLimit('max-uploads', input.MaxUploads);
  const page = listPage(s3.uploadNames, {
    bucket: Bucket,
    prefix: Prefix,
    delimiter: Delimiter,
    after: KeyMarker === '' ? '' : `${KeyMarker}\0${UploadIdMarker === '' ? afterAllIds : UploadIdMarker}`,
    limit,
    keyOf: (name) => splitName(name).key,
  });
  const last = page.next === undefined ? undefined : splitName(page.next);
  const owner = ownerOf(accountId);
  return {
    output: {
      Bucket,
      KeyMarker: encode(KeyMarker),
      UploadIdMarker,
      NextKeyMarker: encode(last?.key),
      NextUploadIdMarker: last?.id,
      Prefix: encode(Prefix),
      Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
      MaxUploads: limit,
      IsTruncated: page.next !== undefined,
      EncodingType,
      Uploads: page.keys.flatMap((name) => {
        const { key, id = '' } = splitName(name);
        const upload = s3.findUpload(id);
        const who = { Owner: owner, Initiator: owner };
        return upload === undefined ? [] : [{ UploadId: id, Key: encode(key), ...uploadEntry(upload), ...who }];
      }),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    },
  };
};

function uploadEntry({ startedMs, headers, checksumAlgorithm, checksumType }: UploadRecord) {
  return {
    Initiated: new Date(startedMs),
    StorageClass: headers.StorageClass ?? ('STANDARD' as const),
    ChecksumAlgorithm: checksumAlgorithm,
    ChecksumType: checksumType,
  };
}

/** A common prefix has no id. */
function splitName(name: string): { readonly key: string; readonly id: string | undefined } {
  const at = name.lastIndexOf('\0');
  return at === -1 ? { key: name, id: undefined } : { key: name.slice(0, at), id: name.slice(at + 1) };
}

export const listParts: S3Operation<ListPartsCommandInput, ListPartsCommandOutput> = (input, { s3, accountId }) => {
  const { Bucket, Key, UploadId, PartNumberMarker } = input;
  const upload = s3.upload(Bucket, Key, UploadId);
  const limit = pageLimit('max-parts', input.MaxParts);
  const marker = Number(PartNumberMarker ?? 0);
  const following = [...s3.partsOf(UploadId)].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
  const page = following.slice(0, limit);
  const algorithm = upload.checksumAlgorithm;
  const owner = ownerOf(accountId);
  return {
    output: {
      Bucket,
      Key,
      UploadId,
      PartNumberMarker: String(marker),
      NextPartNumberMarker: String(page.at(-1)?.[0] ?? 0),
      MaxParts: limit,
      IsTruncated: following.length > page.length,
      Parts: page.map(([number, part]) => ({
        PartNumber: number,
        LastModified: modifiedAt(part),
        ETag: quoted(part.etag),
        Size: part.sizeBytes,
        ...(algorithm === undefined ? {} : { [checksumMember(algorithm)]: part.checksum }),
      })),
      StorageClass: upload.headers.StorageClass ?? 'STANDARD',
      Owner: owner,
      Initiator: owner,
      ChecksumAlgorithm: algorithm,
      ChecksumType: upload.checksumType,
    },
  };
};
