// What the headers of a request say about its body: length, framing, hashes and checksums.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
import { ApiError } from '../apiError';
import type { ServiceCall } from '../http';
import { type ChecksumAlgorithm, checksumAlgorithms, checksumBytes } from './checksums';

export type BodyDeclaration = {
  /** Without framing. */
  readonly sizeBytes: number;
  readonly framing: 'plain' | 'chunks' | 'signedChunks';
  readonly sha256Hex: string | undefined;
  /** Base64. */
  readonly contentMd5: string | undefined;
  /** In a header; base64. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  /** In the trailer, whose header name this is. */
  readonly trailer: { readonly algorithm: ChecksumAlgorithm; readonly header: string } | undefined;
  /** What must be computed to check all of it. */
  readonly checks: readonly ChecksumAlgorithm[];
};

/** 5 GiB: the largest object of one PUT, and the largest part. */
const maxBodyBytes = 5 * 1024 ** 3;

export type BodyRules = {
  /** False where a checksum header is not about the body (CompleteMultipartUpload). */
  readonly hasChecksum: boolean;
  readonly limitBytes: number;
};

/** @throws ApiError for headers that are wrong by themselves or contradict each other, or a body that is too large. */
export function readBodyDeclaration(
  { request, signed }: ServiceCall,
  { hasChecksum, limitBytes }: BodyRules = { hasChecksum: true, limitBytes: maxBodyBytes },
): BodyDeclaration {
  // Headers alone: JavaScript clients sign the checksum of an empty body into a URL, whatever will be sent with it.
  const header = (name: string): string | undefined => request.headers[name]?.toString();
  const hash = signed.payloadHash ?? 'UNSIGNED-PAYLOAD';
  const framing = framingOf(hash);
  const length = header(framing === 'plain' ? 'content-length' : 'x-amz-decoded-content-length');
  if (length === undefined && (framing !== 'plain' || header('transfer-encoding') !== undefined)) {
    throw new ApiError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  const sizeBytes = Number(length ?? 0);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new ApiError('InvalidArgument', 'The length of the body is not a number of bytes.');
  }
  if (sizeBytes > limitBytes) {
    throw new ApiError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      ProposedSize: String(sizeBytes),
      MaxSizeAllowed: String(limitBytes),
    });
  }
  const contentMd5 = header('content-md5');
  if (contentMd5 !== undefined && Buffer.from(contentMd5, 'base64').length !== checksumBytes.MD5) {
    throw new ApiError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  const { checksum, trailer } = hasChecksum ? readChecksums(header, hash.endsWith('-TRAILER')) : noChecksums;
  const sha256Hex = /^[0-9a-f]{64}$/.test(hash) ? hash : undefined;
  const declared = checksum ?? trailer;
  const checks: ChecksumAlgorithm[] = declared === undefined ? [] : [declared.algorithm];
  if (sha256Hex !== undefined) checks.push('SHA256');
  if (contentMd5 !== undefined) checks.push('MD5');
  return { sizeBytes, framing, sha256Hex, contentMd5, checksum, trailer, checks };
}

function framingOf(hash: string): BodyDeclaration['framing'] {
  switch (hash) {
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return 'chunks';
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return 'signedChunks';
    default:
      if (hash === 'UNSIGNED-PAYLOAD' || /^[0-9a-f]{64}$/.test(hash)) return 'plain';
      throw new ApiError(
        'InvalidArgument',
        `x-amz-content-sha256 must be the SHA-256 of the body in hex, UNSIGNED-PAYLOAD or a STREAMING-… word that S3 knows, not "${hash}".`,
      );
  }
}

type DeclaredChecksums = Pick<BodyDeclaration, 'checksum' | 'trailer'>;

const noChecksums: DeclaredChecksums = { checksum: undefined, trailer: undefined };

function readChecksums(header: (name: string) => string | undefined, hasTrailer: boolean): DeclaredChecksums {
  const inHeaders = checksumAlgorithms.flatMap((algorithm) => {
    const value = header(checksumHeader(algorithm));
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const announced = hasTrailer
    ? (header('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase())
    : [];
  const inTrailer = checksumAlgorithms
    .map((algorithm) => ({ algorithm, header: checksumHeader(algorithm) }))
    .filter((one) => announced.includes(one.header));
  if (inHeaders.length + inTrailer.length > 1) {
    throw new ApiError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const wanted = header('x-amz-sdk-checksum-algorithm')?.toUpperCase();
  const [checksum] = inHeaders;
  const [trailer] = inTrailer;
  if (wanted !== undefined && wanted !== (checksum ?? trailer)?.algorithm) {
    throw new ApiError(
      'InvalidRequest',
      `x-amz-sdk-checksum-algorithm names ${wanted}, but no checksum of this kind that the engine knows is in the headers or announced in x-amz-trailer.`,
    );
  }
  if (checksum !== undefined && Buffer.from(checksum.value, 'base64').length !== checksumBytes[checksum.algorithm]) {
    throw new ApiError('InvalidRequest', `Value for ${checksumHeader(checksum.algorithm)} header is invalid.`);
  }
  return { checksum, trailer };
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The member of the model that holds this checksum. */
export function checksumMember<A extends ChecksumAlgorithm>(algorithm: A): `Checksum${A}` {
  return `Checksum${algorithm}`;
}

/** The algorithm of the checksum that comes with the body. */
export function declaredAlgorithm({ checksum, trailer }: BodyDeclaration): ChecksumAlgorithm | undefined {
  return (checksum ?? trailer)?.algorithm;
}
