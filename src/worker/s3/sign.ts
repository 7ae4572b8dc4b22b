// Signs a request to S3 with Signature Version 4, in its headers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
import { createHash, createHmac } from 'node:crypto';

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
};

export type UnsignedRequest = {
  readonly method: string;
  /** As it goes over the wire: percent-encoded. */
  readonly path: string;
  /** As it goes over the wire, in order of the names, each with a `=`. */
  readonly query: string;
  /** Lower-case names; `host` and `x-amz-content-sha256` among them. All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
};

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Percent-encodes as the signature wants it: everything but letters, digits and `-._~`. */
export function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`.toUpperCase());
}

/** The headers of the request with those that sign it. */
export function sign(
  { method, path, query, headers }: UnsignedRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  region: string,
  now: Date,
): Record<string, string> {
  const timestamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const all: Record<string, string> = { ...headers, 'x-amz-date': timestamp };
  if (sessionToken) all['x-amz-security-token'] = sessionToken;
  const names = Object.keys(all).sort();
  const signedHeaders = names.join(';');
  const lines = names.map((name) => `${name}:${all[name] ?? ''}`);
  const canonical = [method, path, query, ...lines, '', signedHeaders, all['x-amz-content-sha256']].join('\n');
  const scope = [timestamp.slice(0, 8), region, 's3', 'aws4_request'];
  const algorithm = 'AWS4-HMAC-SHA256';
  const text = [algorithm, timestamp, scope.join('/'), sha256Hex(canonical)].join('\n');
  const signature = hmac(scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`), text).toString('hex');
  const credential = [accessKeyId, ...scope].join('/');
  all.authorization = `${algorithm} Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return all;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
