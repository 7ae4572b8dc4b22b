// Verifies presigned S3 URLs of Signature Version 2, which the aws CLI 1 and boto3 still make for an endpoint of their
// user's choice: `aws s3 presign` would otherwise print a link that does not work.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiError } from './apiError';
import type { Credentials, SignedRequest } from './signedRequest';
import { bucketOfHost } from './virtualHost';

/** The parameters that are part of what is signed. */
const signedParameters = new Set(
  (
    'accelerate acl analytics cors defaultObjectAcl delete inventory lifecycle location logging metrics notification ' +
    'object-lock partNumber policy replication requestPayment response-cache-control response-content-disposition ' +
    'response-content-encoding response-content-language response-content-type response-expires restore select ' +
    'select-type storageClass tagging torrent uploadId uploads versionId versioning versions website'
  ).split(' '),
);

export function isSignedV2(request: IncomingMessage): boolean {
  return request.headers.authorization === undefined && /[?&]AWSAccessKeyId=/.test(request.url ?? '');
}

/** @throws ApiError 403 with S3's code for what is wrong. */
export function verifyV2(request: IncomingMessage, credentials: Credentials, nowMs: number): SignedRequest {
  const [path = '', search = ''] = (request.url ?? '').split('?', 2);
  const query = new URLSearchParams(search);
  const expires = query.get('Expires') ?? '';
  if (query.get('AWSAccessKeyId') !== credentials.accessKeyId) {
    throw denied('InvalidAccessKeyId', "The access key id of this URL is not this engine's.");
  }
  const text = stringToSign(request, path, query, expires);
  const expected = createHmac('sha1', credentials.secretAccessKey).update(text).digest();
  const given = Buffer.from(query.get('Signature') ?? '', 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw denied('SignatureDoesNotMatch', 'The signature of this URL does not match the request.');
  }
  if (!/^\d{1,12}$/.test(expires) || nowMs > Number(expires) * 1000)
    throw denied('AccessDenied', 'Request has expired');
  const noChunks = (): never => {
    throw denied('AccessDenied', 'A presigned URL of Signature Version 2 cannot sign chunks.');
  };
  return {
    // Such a signature names no region.
    region: 'us-east-1',
    service: 's3',
    payloadHash: 'UNSIGNED-PAYLOAD',
    presigned: true,
    checkBody: () => undefined,
    nextChunkSignature: noChunks,
  };
}

function stringToSign(request: IncomingMessage, path: string, query: URLSearchParams, expires: string): string {
  const field = (name: string): string => (request.headers[name] ?? query.get(name) ?? '').toString().trim();
  const names = [...Object.keys(request.headers), ...query.keys()].filter((name) => name.startsWith('x-amz-'));
  const amzLines = [...new Set(names)].sort().map((name) => `${name}:${field(name)}\n`);
  const bucket = bucketOfHost(request);
  const parameters = [...query]
    .filter(([name]) => signedParameters.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const resource =
    (bucket === undefined ? '' : `/${bucket}`) + path + (parameters.length === 0 ? '' : `?${parameters.join('&')}`);
  const head = [request.method ?? '', field('content-md5'), field('content-type'), expires];
  return `${head.join('\n')}\n${amzLines.join('')}${resource}`;
}

function denied(code: string, message: string): ApiError {
  return new ApiError(code, message, 403);
}
