// What is known of a request whose signature is right, and the credentials that it was signed with.

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** What is known of a request whose signature is right. */
export type SignedRequest = {
  /** From the signature's scope; a valid region name. */
  readonly region: string;
  /** From the signature's scope: batch, s3, logs, sts. */
  readonly service: string;
  /**
   * SHA-256 of the body in lower-case hex as it was signed, or one of S3's words (`UNSIGNED-PAYLOAD`, `STREAMING-…`).
   * Undefined when the body itself was signed: then `checkBody` must be called with it.
   */
  readonly payloadHash: string | undefined;
  /** True for a presigned URL. */
  readonly presigned: boolean;
  /** @throws ApiError when the body is not the one that was signed. Only when `payloadHash` is undefined. */
  checkBody(body: Uint8Array): void;
  /** Signs the next chunk of an `aws-chunked` body (STREAMING-AWS4-HMAC-SHA256-PAYLOAD): each call continues the chain. */
  nextChunkSignature(kind: 'payload' | 'trailer', sha256Hex: string): string;
};
