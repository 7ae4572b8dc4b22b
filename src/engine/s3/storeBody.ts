// Keeps a request's body as a data file, then lets the caller commit a record that names it.
import { type BodyDeclaration, readBodyDeclaration } from './bodyDeclaration';
import type { ChecksumAlgorithm } from './checksums';
import type { S3Context } from './operation';
import type { Segment } from './records';
import { receiveBody } from './requestBody';

export type StoredBody = {
  readonly sizeBytes: number;
  readonly segments: readonly Segment[];
  /** MD5 in hex: the entity tag of what was sent at once. */
  readonly etag: string;
  /** Base64; of an algorithm that was chosen or declared. */
  checksum(algorithm: ChecksumAlgorithm): string;
};

/**
 * @param choose the algorithms to compute beside what the headers ask to be checked.
 * @param commit called when all is received and right; what no record names when it returns is removed.
 * @throws ApiError when the body is not as announced; nothing of it is kept then.
 */
export async function storeBody<Result>(
  { s3, call }: S3Context,
  choose: (declared: BodyDeclaration) => readonly ChecksumAlgorithm[],
  commit: (body: StoredBody, declared: BodyDeclaration) => Result,
): Promise<Result> {
  const declared = readBodyDeclaration(call);
  const wanted = ['MD5', ...choose(declared)] as const;
  const file = s3.files.create();
  try {
    const { sizeBytes, digests } = await receiveBody(call, declared, wanted, (bytes) => file.write(bytes));
    const segments = await file.finish();
    const digest = (algorithm: ChecksumAlgorithm, encoding: 'hex' | 'base64'): string =>
      digests.get(algorithm)?.toString(encoding) ?? '';
    const checksum = (algorithm: ChecksumAlgorithm): string => digest(algorithm, 'base64');
    return commit({ sizeBytes, segments, etag: digest('MD5', 'hex'), checksum }, declared);
  } finally {
    await file.release();
  }
}
