// Receives a request's body: takes off its framing and checks everything that was said about it.
import { ApiError } from '../apiError';
import type { ServiceCall } from '../http';
import { AwsChunkedDecoder } from '../wire/awsChunked';
import { type BodyDeclaration, checksumMember } from './bodyDeclaration';
import { type ChecksumAlgorithm, type RunningChecksum, startChecksum } from './checksums';

export type ReceivedBody = {
  readonly sizeBytes: number;
  /** Of the algorithms that were wanted, and of those that had to be checked. */
  readonly digests: ReadonlyMap<ChecksumAlgorithm, Buffer>;
};

/**
 * Hands the bytes to `sink` as they come (awaiting it, so that a slow disk slows the sender down).
 * @throws ApiError when the body is not the one that was announced and signed: `sink` has seen bytes that must not
 *   be kept.
 */
export async function receiveBody(
  call: ServiceCall,
  declared: BodyDeclaration,
  wanted: readonly ChecksumAlgorithm[],
  sink: (bytes: Buffer) => Promise<void> | undefined,
): Promise<ReceivedBody> {
  const running = new Map<ChecksumAlgorithm, RunningChecksum>();
  for (const algorithm of [...wanted, ...declared.checks]) {
    if (!running.has(algorithm)) running.set(algorithm, startChecksum(algorithm));
  }
  const decoder = decoderOf(call, declared);
  let sizeBytes = 0;
  for await (const chunk of chunksOf(call)) {
    for (const bytes of decoder === undefined ? [chunk] : decoder.push(chunk)) {
      sizeBytes += bytes.length;
      if (sizeBytes > declared.sizeBytes) throw wrongSize(declared.sizeBytes);
      for (const checksum of running.values()) checksum.update(bytes);
      const written = sink(bytes);
      if (written !== undefined) await written;
    }
  }
  decoder?.end();
  if (sizeBytes !== declared.sizeBytes) throw wrongSize(declared.sizeBytes);
  const digests = new Map<ChecksumAlgorithm, Buffer>();
  for (const [algorithm, checksum] of running) digests.set(algorithm, Buffer.from(await checksum.digest()));
  verify(declared, digests, decoder?.trailers);
  return { sizeBytes, digests };
}

async function* chunksOf({ request }: ServiceCall): AsyncGenerator<Buffer, undefined> {
  try {
    // The connection must survive an error, which is still to be answered.
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ECONNRESET')) throw cause;
    throw new ApiError('IncompleteBody', 'The connection ended before the request body did.');
  }
  return undefined;
}

function decoderOf({ signed }: ServiceCall, { framing, trailer }: BodyDeclaration): AwsChunkedDecoder | undefined {
  if (framing === 'plain') return undefined;
  return new AwsChunkedDecoder({
    trailerNames: trailer === undefined ? [] : [trailer.header],
    sign: framing === 'signedChunks' ? (kind, sha256Hex) => signed.nextChunkSignature(kind, sha256Hex) : undefined,
  });
}

function verify(
  declared: BodyDeclaration,
  digests: ReadonlyMap<ChecksumAlgorithm, Buffer>,
  trailers: ReadonlyMap<string, string> | undefined,
): void {
  const actual = (algorithm: ChecksumAlgorithm, encoding: 'hex' | 'base64'): string =>
    digests.get(algorithm)?.toString(encoding) ?? '';
  const { sha256Hex, contentMd5, checksum, trailer } = declared;
  if (sha256Hex !== undefined && sha256Hex !== actual('SHA256', 'hex')) {
    throw new ApiError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      400,
      { ClientComputedContentSHA256: sha256Hex, S3ComputedContentSHA256: actual('SHA256', 'hex') },
    );
  }
  if (contentMd5 !== undefined && contentMd5 !== actual('MD5', 'base64')) {
    throw new ApiError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
      ExpectedDigest: contentMd5,
      CalculatedDigest: actual('MD5', 'base64'),
    });
  }
  const given = checksum ?? (trailer && { ...trailer, value: trailers?.get(trailer.header) ?? '' });
  if (given !== undefined && given.value !== actual(given.algorithm, 'base64')) {
    throw new ApiError(
      'BadDigest',
      `The ${given.algorithm} you specified did not match the calculated checksum ` +
        `(${checksumMember(given.algorithm)} is ${actual(given.algorithm, 'base64')}).`,
    );
  }
}

function wrongSize(declaredBytes: number): ApiError {
  return new ApiError('IncompleteBody', `The request body does not have the ${declaredBytes} bytes it was to have.`);
}
