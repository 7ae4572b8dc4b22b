// What each service answers when a signature is missing, malformed, foreign, wrong or stale: they name it differently.
import { ApiError } from './apiError';

type Codes = {
  readonly missing: string;
  readonly malformed: string;
  /** In the query of a presigned URL. */
  readonly malformedLink: string;
  readonly unknownKey: string;
  readonly mismatch: string;
  readonly linkExpired: string;
  readonly skewed: string;
};

/** Of the JSON services: https://docs.aws.amazon.com/batch/latest/APIReference/CommonErrors.html */
const common: Codes = {
  missing: 'MissingAuthenticationTokenException',
  malformed: 'IncompleteSignatureException',
  malformedLink: 'IncompleteSignatureException',
  unknownKey: 'UnrecognizedClientException',
  mismatch: 'InvalidSignatureException',
  linkExpired: 'AccessDeniedException',
  skewed: 'InvalidSignatureException',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const s3: Codes = {
  missing: 'AccessDenied',
  malformed: 'AuthorizationHeaderMalformed',
  malformedLink: 'AuthorizationQueryParametersError',
  unknownKey: 'InvalidAccessKeyId',
  mismatch: 'SignatureDoesNotMatch',
  linkExpired: 'AccessDenied',
  skewed: 'RequestTimeTooSkewed',
};

/** Of the old query protocol. */
const sts: Codes = {
  missing: 'MissingAuthenticationToken',
  malformed: 'IncompleteSignature',
  malformedLink: 'IncompleteSignature',
  unknownKey: 'InvalidClientTokenId',
  mismatch: 'SignatureDoesNotMatch',
  linkExpired: 'SignatureDoesNotMatch',
  skewed: 'SignatureDoesNotMatch',
};

const codesOfServices: Readonly<Partial<Record<string, Codes>>> = { s3, sts };

/** The answers to a bad signature for one service. */
export type SignatureErrors = ReturnType<typeof signatureErrors>;

/** @param service from the signature's scope; undefined, where there is none, is S3. */
export function signatureErrors(service = 's3') {
  const codes = codesOfServices[service] ?? common;
  const error = (kind: keyof Codes, message: string): ApiError => new ApiError(codes[kind], message, 403);
  return {
    missing: () => error('missing', 'The request has no AWS signature: sign it.'),
    malformed: (why: string) => error('malformed', why),
    malformedLink: (why: string) => error('malformedLink', why),
    unknownKey: (id: string) =>
      error(
        'unknownKey',
        `The access key id "${id}" is not this engine's; its credentials are in credentials.json of its data directory.`,
      ),
    mismatch: () =>
      error('mismatch', 'The signature does not match: check the secret access key and the way of signing.'),
    linkExpired: () => error('linkExpired', 'Request has expired'),
    skewed: (timestamp: string, nowMs: number) =>
      error(
        'skewed',
        `The request was signed at ${timestamp}; the engine's clock says ${new Date(nowMs).toISOString()}.`,
      ),
  };
}
