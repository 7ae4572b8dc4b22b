// Verifies AWS Signature Version 4: in the Authorization header and in presigned URLs.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Clock } from './clock';
import { type SignatureErrors, signatureErrors } from './signatureErrors';
import type { Credentials, SignedRequest } from './signedRequest';
import { isSignedV2, verifyV2 } from './sigv2';

type Claim = {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly presigned: boolean;
  readonly expiresSeconds: number | undefined;
};

const algorithm = 'AWS4-HMAC-SHA256';
const regionName = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
const emptySha256 = createHash('sha256').digest('hex');
/** S3 takes 15 minutes of clock skew, the other services 5. */
const skewMs = (service: string): number => (service === 's3' ? 15 : 5) * 60_000;

/** The service that a request says it is for, before anything is verified. */
export function claimedService(request: IncomingMessage): string | undefined {
  const url = request.url ?? '';
  const scope =
    /Credential=[^/,]+\/\d{8}\/[^/,]+\/([a-z0-9-]+)\/aws4_request/.exec(request.headers.authorization ?? '') ??
    /[?&]X-Amz-Credential=[^&]*?(?:%2F|\/)\d{8}(?:%2F|\/)[^&/%]+(?:%2F|\/)([a-z0-9-]+)(?:%2F|\/)aws4_request/i.exec(
      url,
    );
  if (scope?.[1] !== undefined) return scope[1];
  if (request.headers['x-amz-target'] !== undefined) return 'logs';
  return /^\/v1\/[a-z]/.test(url) && request.method === 'POST' ? 'batch' : undefined;
}

export class SignatureVerifier {
  private readonly signingKeys = new Map<string, Buffer>();

  constructor(
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError 403 with AWS's code for what is wrong. */
  verify(request: IncomingMessage): SignedRequest {
    // Only what can be for no other service: S3's links of old.
    if (claimedService(request) === undefined && isSignedV2(request)) {
      return verifyV2(request, this.credentials, this.clock.now());
    }
    const [path, query] = splitUrl(request.url ?? '/');
    const claim = readClaim(request, query);
    const errors = signatureErrors(claim.service);
    if (claim.accessKeyId !== this.credentials.accessKeyId) throw errors.unknownKey(claim.accessKeyId);
    if (!regionName.test(claim.region)) throw errors.malformed(`"${claim.region}" is not the name of a region.`);
    this.checkTime(claim, errors);
    if (!claim.signedHeaders.includes('host')) throw errors.malformed('The Host header must be signed.');

    const declared = claim.presigned ? 'UNSIGNED-PAYLOAD' : header(request, 'x-amz-content-sha256');
    const check = (payloadHash: string): string => {
      const signature = this.sign(claim, canonicalRequest(request, path, query, claim, payloadHash));
      if (!isSame(signature, claim.signature)) throw errors.mismatch();
      return signature;
    };
    let chain = '';
    if (claim.service === 's3' || claim.presigned) {
      if (declared === undefined)
        throw errors.malformed('Missing required header for this request: x-amz-content-sha256');
      chain = check(declared);
    }
    return {
      region: claim.region,
      service: claim.service,
      presigned: claim.presigned,
      payloadHash: chain === '' ? undefined : declared,
      checkBody: (body) => void check(sha256(body)),
      nextChunkSignature: (kind, sha256Hex) => {
        const kindLine = `${algorithm}-${kind.toUpperCase()}`;
        const scope = scopeOf(claim);
        const middle = kind === 'payload' ? [emptySha256, sha256Hex] : [sha256Hex];
        chain = this.hmacHex(claim, [kindLine, claim.timestamp, scope, chain, ...middle].join('\n'));
        return chain;
      },
    };
  }

  private checkTime(claim: Claim, errors: SignatureErrors): void {
    const signedAt = parseTimestamp(claim.timestamp);
    if (signedAt === undefined || !claim.timestamp.startsWith(claim.date)) {
      throw errors.malformed('The date of the signature is missing, malformed, or not that of its scope.');
    }
    const ageMs = this.clock.now() - signedAt;
    if (claim.expiresSeconds !== undefined) {
      if (ageMs > claim.expiresSeconds * 1000) throw errors.linkExpired();
      if (ageMs < -skewMs(claim.service)) throw errors.skewed(claim.timestamp, this.clock.now());
    } else if (Math.abs(ageMs) > skewMs(claim.service)) {
      throw errors.skewed(claim.timestamp, this.clock.now());
    }
  }

  private sign(claim: Claim, canonical: string): string {
    return this.hmacHex(claim, [algorithm, claim.timestamp, scopeOf(claim), sha256(canonical)].join('\n'));
  }

  private hmacHex(claim: Claim, text: string): string {
    return createHmac('sha256', this.signingKey(claim)).update(text).digest('hex');
  }

  private signingKey({ date, region, service }: Claim): Buffer {
    const cacheKey = `${date}/${region}/${service}`;
    const cached = this.signingKeys.get(cacheKey);
    if (cached !== undefined) return cached;
    const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
    const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
      (previous, part) => hmac(previous, part),
      `AWS4${this.credentials.secretAccessKey}`,
    ) as Buffer;
    // A long-lived engine sees a few scopes a day; strangers cannot fill this, their key id was refused before.
    if (this.signingKeys.size > 100) this.signingKeys.clear();
    this.signingKeys.set(cacheKey, key);
    return key;
  }
}

/** `[name, value]` pairs, still percent-encoded, `''` where there is no `=`. */
type Query = readonly (readonly [name: string, value: string])[];

function splitUrl(url: string): [path: string, query: Query] {
  const mark = url.indexOf('?');
  if (mark === -1) return [url, []];
  const pairs = url
    .slice(mark + 1)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
  return [url.slice(0, mark), pairs];
}

function readClaim(request: IncomingMessage, query: Query): Claim {
  const authorization = request.headers.authorization;
  const parameters = new Map(query.map(([name, value]) => [decode(name).toLowerCase(), decode(value)]));
  const errors = signatureErrors(claimedService(request));
  if (authorization !== undefined) {
    if (!authorization.startsWith(`${algorithm} `)) throw errors.malformed(`Only ${algorithm} signatures are taken.`);
    const fields = new Map(
      authorization
        .slice(algorithm.length)
        .split(',')
        .map((field): [string, string] => {
          const [name = '', ...value] = field.trim().split('=');
          return [name, value.join('=')];
        }),
    );
    const timestamp = header(request, 'x-amz-date') ?? header(request, 'date') ?? '';
    return claimFrom(fields.get('Credential'), fields.get('SignedHeaders'), fields.get('Signature'), {
      timestamp,
      presigned: false,
      expiresSeconds: undefined,
    });
  }
  if (parameters.get('x-amz-algorithm') === algorithm) {
    const expires = Number(parameters.get('x-amz-expires'));
    if (!Number.isInteger(expires) || expires < 1 || expires > 604_800) {
      throw errors.malformedLink('X-Amz-Expires must be a number of seconds from 1 to 604800.');
    }
    return claimFrom(
      parameters.get('x-amz-credential'),
      parameters.get('x-amz-signedheaders'),
      parameters.get('x-amz-signature'),
      { timestamp: parameters.get('x-amz-date') ?? '', presigned: true, expiresSeconds: expires },
    );
  }
  if (parameters.has('awsaccesskeyid')) {
    throw errors.malformed('This is a Signature Version 2 URL; ask for signature version s3v4.');
  }
  throw errors.missing();

  function claimFrom(
    credential = '',
    signedHeaders = '',
    signature = '',
    rest: Pick<Claim, 'timestamp' | 'presigned' | 'expiresSeconds'>,
  ): Claim {
    const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
    if (
      !accessKeyId ||
      !date ||
      !region ||
      !service ||
      terminator !== 'aws4_request' ||
      more.length > 0 ||
      !signature
    ) {
      throw errors.malformed('The Authorization header or query must have Credential, SignedHeaders and Signature.');
    }
    return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature, ...rest };
  }
}

function canonicalRequest(
  request: IncomingMessage,
  path: string,
  query: Query,
  claim: Claim,
  payloadHash: string,
): string {
  const headers = claim.signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}\n`).join('');
  // S3 signs the path as it is sent; the other services encode it once more.
  const canonicalPath = path
    .split('/')
    .map((segment) => encode(claim.service === 's3' ? decode(segment) : segment))
    .join('/');
  const canonicalQuery = query
    .filter(([name]) => !(claim.presigned && name.toLowerCase() === 'x-amz-signature'))
    .map(([name, value]): [string, string] => [encode(decode(name)), encode(decode(value))])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [
    request.method ?? 'GET',
    canonicalPath,
    canonicalQuery,
    headers,
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

function canonicalHeader(request: IncomingMessage, name: string): string {
  const values = request.headersDistinct[name] ?? [];
  return values.map((value) => asSent(value).trim().replace(/\s+/g, ' ')).join(',');
}

/** Node reads the bytes of a header as Latin-1; what was signed is their text in UTF-8, which most clients send. */
function asSent(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function scopeOf({ date, region, service }: Claim): string {
  return `${date}/${region}/${service}/aws4_request`;
}

function parseTimestamp(text: string): number | undefined {
  const time = Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time) ? undefined : time;
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function isSame(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
