// Refuses what a request asks for and the engine cannot keep: a client must not believe that it was done.
import { ApiError } from '../apiError';

type Refusal = (value: unknown, accountId: string) => ApiError | undefined;

const notImplemented = (what: string): ApiError =>
  new ApiError('NotImplemented', `The local engine does not implement ${what}.`, 501);

/** Taken are only the values of which nothing follows. */
const unless =
  (accepted: readonly unknown[], error: (value: string) => ApiError): Refusal =>
  (value) =>
    accepted.includes(value) ? undefined : error(String(value));

/** Buckets have no ACLs since 2023 unless one asks for them: only what means "the owner alone" is taken. */
const acl = unless(
  ['private', 'bucket-owner-full-control', 'bucket-owner-read'],
  () => new ApiError('AccessControlListNotSupported', 'The bucket does not allow ACLs'),
);
const lock = unless([], () => new ApiError('InvalidRequest', 'Bucket is missing Object Lock Configuration'));
const owner: Refusal = (value, accountId) =>
  value === accountId ? undefined : new ApiError('AccessDenied', 'Access Denied', 403);
const customerKey = unless([], () => notImplemented('encryption with keys that the client provides (SSE-C)'));
const xxhash = unless([], () => notImplemented('XXHash checksums'));

/** By member of the input, whatever the operation. */
const refusals: Readonly<Record<string, Refusal>> = {
  ACL: acl,
  GrantFullControl: acl,
  GrantRead: acl,
  GrantReadACP: acl,
  GrantWrite: acl,
  GrantWriteACP: acl,
  ObjectOwnership: unless(['BucketOwnerEnforced'], (value) => notImplemented(`ACLs (object ownership ${value})`)),
  ObjectLockEnabledForBucket: unless([false], () => notImplemented('object lock')),
  ObjectLockMode: lock,
  ObjectLockRetainUntilDate: lock,
  ObjectLockLegalHoldStatus: lock,
  ObjectLockEventHold: lock,
  BucketNamespace: unless(['global'], (value) => notImplemented(`bucket namespace ${value}`)),
  ServerSideEncryption: unless(['AES256'], (value) => notImplemented(`encryption ${value}, only AES256`)),
  SSEKMSKeyId: unless([], () => notImplemented('encryption with AWS KMS')),
  SSECustomerAlgorithm: customerKey,
  SSECustomerKey: customerKey,
  CopySourceSSECustomerAlgorithm: customerKey,
  WriteOffsetBytes: unless([], () => notImplemented('appending to objects (x-amz-write-offset-bytes)')),
  ChecksumXXHASH64: xxhash,
  ChecksumXXHASH3: xxhash,
  ChecksumXXHASH128: xxhash,
  VersionId: unless(['null'], noSuchVersion),
  ExpectedBucketOwner: owner,
  ExpectedSourceBucketOwner: owner,
};

export function noSuchVersion(versionId: string): ApiError {
  return new ApiError(
    'NoSuchVersion',
    'The specified version does not exist: buckets of the local engine keep one version, "null".',
    404,
    { VersionId: versionId },
  );
}

/** @throws ApiError for the first member that is refused. */
export function refuseUnsupported(input: object, accountId: string): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined || !Object.hasOwn(refusals, member)) continue;
    const refusal = refusals[member]?.(value, accountId);
    if (refusal !== undefined) throw refusal;
  }
}
