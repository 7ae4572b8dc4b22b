// Which bytes of an object a request asks for: a Range header or a part number.
// https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
import { ApiError } from '../apiError';
import type { ObjectRecord } from './records';

export type ByteRange = {
  readonly startByte: number;
  readonly sizeBytes: number;
  /** To be answered with 206. */
  readonly isPartial: boolean;
};

type Wanted = { readonly Range?: string; readonly PartNumber?: number };

/** @throws ApiError InvalidRange (416) for bytes that are not there, InvalidPartNumber for a part that is not. */
export function selectRange(record: ObjectRecord, { Range, PartNumber }: Wanted): ByteRange {
  if (PartNumber === undefined) return headerRange(record.sizeBytes, Range ?? '');
  if (Range === undefined) return partRange(record, PartNumber);
  throw new ApiError('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
}

function headerRange(objectBytes: number, header: string): ByteRange {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.replaceAll(' ', '')) ?? [];
  const isTurnedRound = first !== '' && last !== '' && Number(last) < Number(first);
  // Several ranges, or a text that is no range, are answered as if there were none: so does S3.
  if ((first === '' && last === '') || isTurnedRound) return { startByte: 0, sizeBytes: objectBytes, isPartial: false };
  const startByte = first === '' ? Math.max(objectBytes - Number(last), 0) : Number(first);
  const endByte = first === '' || last === '' ? objectBytes : Math.min(Number(last) + 1, objectBytes);
  if (startByte < objectBytes) return { startByte, sizeBytes: endByte - startByte, isPartial: true };
  throw new ApiError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: header,
    ActualObjectSize: String(objectBytes),
  });
}

function partRange({ parts, sizeBytes }: ObjectRecord, partNumber: number): ByteRange {
  const sizes = parts?.map((part) => part.sizeBytes) ?? [sizeBytes];
  const size = sizes[partNumber - 1];
  if (size === undefined) {
    throw new ApiError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      PartNumberRequested: String(partNumber),
      ActualPartCount: String(sizes.length),
    });
  }
  const startByte = sizes.slice(0, partNumber - 1).reduce((sum, each) => sum + each, 0);
  return { startByte, sizeBytes: size, isPartial: true };
}
