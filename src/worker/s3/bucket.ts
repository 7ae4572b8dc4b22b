// Sends signed requests for the objects of one bucket, and tells answers from failures.
import type { Environment } from '../environment';
import { WorkerFailure } from '../workerFailure';
import { type CredentialSource, credentialSource } from './credentialSource';
import { endpointOf } from './endpointOf';
import { type HttpAnswer, exchange } from './exchange';
import { type Sleep, TransientFailure, sleep, withRetries } from './withRetries';
import { encodeUri, sha256Hex, sign } from './sign';

export type Bucket = {
  readonly name: string;
  readonly environment: Environment;
  readonly credentials: CredentialSource;
  readonly wait: Sleep;
  /** How long S3 may be silent before a request counts as failed. */
  readonly timeoutMs: number;
  /** Changes when S3 names another one as the bucket's. */
  region: string;
};

export type S3Request = {
  readonly method: string;
  readonly key: string;
  /** Percent-encoded, in order of the names, each with a `=`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};

export function openBucket(environment: Environment, name: string, wait = sleep, timeoutMs = 30_000): Bucket {
  return {
    name,
    environment,
    credentials: credentialSource(environment, wait),
    wait,
    timeoutMs,
    // Batch on EC2 tells a job no region; S3's own answer then names that of the bucket.
    region: environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1',
  };
}

/** Sends until the answer is 200 or 204. @throws WorkerFailure for any other one that stays */
export function send(bucket: Bucket, request: S3Request): Promise<HttpAnswer> {
  return withRetries(bucket.wait, async () => {
    const answer = await sendOnce(bucket, request);
    if (!answer.isComplete) throw cutShort(bucket, request);
    if (answer.status !== 200 && answer.status !== 204) throw failure(bucket, request, answer);
    return answer;
  });
}

/**
 * Sends once. The answer may be an error that stays, or be cut short.
 * @throws TransientFailure for trouble that may pass
 */
export async function sendOnce(bucket: Bucket, request: S3Request): Promise<HttpAnswer> {
  const answer = await exchangeSigned(bucket, request).catch((cause: unknown) => {
    if (cause instanceof WorkerFailure) throw cause;
    throw new TransientFailure(`${describe(bucket, request)}: ${String(cause)}`);
  });
  const { status } = answer;
  const region = String(answer.headers['x-amz-bucket-region'] ?? bucket.region);
  if (status >= 300 && region !== bucket.region) {
    bucket.region = region;
    return sendOnce(bucket, request);
  }
  if (status >= 500 || status === 429 || errorCode(answer) === 'RequestTimeout')
    throw new TransientFailure(failure(bucket, request, answer).message);
  return answer;
}

export function failure(bucket: Bucket, request: S3Request, answer: HttpAnswer): WorkerFailure {
  const code = errorCode(answer);
  // Without s3:ListBucket a missing object is "denied" too.
  const actions = request.method === 'GET' ? 's3:GetObject and s3:ListBucket' : 's3:PutObject';
  const advice = code === 'AccessDenied' ? ` (the job role must allow ${actions})` : '';
  return new WorkerFailure(
    `${describe(bucket, request)}: ${answer.status} ${code} ${xmlText(answer, 'Message')}${advice}`,
  );
}

export function cutShort(bucket: Bucket, request: S3Request): TransientFailure {
  return new TransientFailure(`${describe(bucket, request)}: the answer was cut short`);
}

/** S3's name of the error; empty when the answer is none. */
export function errorCode(answer: HttpAnswer): string {
  return answer.status < 300 ? '' : xmlText(answer, 'Code');
}

/** Text of the first element of that name, or nothing. What the worker reads is never escaped. */
export function xmlText({ body }: HttpAnswer, name: string): string {
  return new RegExp(`<${name}>([^<]*)`).exec(body.toString())?.[1] ?? '';
}

export function urlOf({ name }: Bucket, key: string): string {
  return `s3://${name}/${key}`;
}

function describe(bucket: Bucket, { method, key }: S3Request): string {
  return `${method} ${urlOf(bucket, key)}`;
}

async function exchangeSigned(
  bucket: Bucket,
  { method, key, query = '', headers, body }: S3Request,
): Promise<HttpAnswer> {
  const { region, timeoutMs } = bucket;
  const { url, bucketPath } = endpointOf(bucket.environment, bucket.name, region);
  const path = `${bucketPath}/${key.split('/').map(encodeUri).join('/')}`;
  const unsigned = {
    ...headers,
    host: url.host,
    // TLS protects the body on its way; hashing it as well would cost as much as all the rest.
    'x-amz-content-sha256': url.protocol === 'https:' ? 'UNSIGNED-PAYLOAD' : sha256Hex(body ?? ''),
  };
  const signed = sign({ method, path, query, headers: unsigned }, await bucket.credentials(), region, new Date());
  return exchange({ method, url, path: query ? `${path}?${query}` : path, headers: signed, body, timeoutMs });
}
