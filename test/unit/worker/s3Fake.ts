// A small S3 in this process that verifies what it is sent and fails on request: what a real one does too seldom.
import { createHash, randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { systemClock } from '../../../src/engine/clock';
import { SignatureVerifier } from '../../../src/engine/sigv4';

export type FakeRequest = {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
};

/** An error answer, an answer that ends after half of its body, one that never comes, a connection that breaks. */
export type Fault =
  | { readonly status: number; readonly code: string; readonly headers?: Record<string, string> }
  | 'cut'
  | 'silence'
  | 'reset';

type Upload = { readonly key: string; readonly parts: Map<number, Buffer> };

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/+=' };

export class S3Fake {
  readonly bucket = 'pipeline';
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  readonly requests: FakeRequest[] = [];
  /** Most requests that were open at one time. */
  mostOpen = 0;
  /** Gives the fault for a request, or undefined to serve it; `nth` counts like requests (method and key) from 1. */
  fault: (request: FakeRequest, nth: number) => Fault | undefined = () => undefined;
  private open = 0;
  private readonly verifier = new SignatureVerifier(credentials, systemClock);

  private constructor(private readonly server: Server) {}

  static async start(): Promise<S3Fake> {
    const server = createServer();
    const fake = new S3Fake(server);
    server.on('request', (request, response) => void fake.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What a job needs to reach it. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${this.port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
  }

  text(key: string): string | undefined {
    return this.objects.get(key)?.toString();
  }

  count(method: string, key?: string): number {
    return this.requests.filter((request) => request.method === method && (key ?? request.key) === request.key).length;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    response.on('close', () => this.open--);
    const url = new URL(request.url ?? '', 'http://fake');
    const [, bucket = '', ...rest] = url.pathname.split('/');
    const { method = '', headers } = request;
    const seen = { method, key: decodeURIComponent(rest.join('/')), query: url.searchParams, headers };
    this.requests.push(seen);
    const fault = this.fault(seen, this.count(method, seen.key));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    // Requests that were sent together are open together.
    await new Promise(setImmediate);
    if (fault === 'silence') return;
    if (fault === 'reset') {
      request.socket.destroy();
    } else if (fault === 'cut') {
      this.serve(seen, body, new HalfResponse(response));
    } else if (fault !== undefined) {
      sendError(response, fault.status, fault.code, fault.headers);
    } else {
      const problem = bucket === this.bucket ? this.problemWith(request, body) : 'NoSuchBucket';
      if (problem === undefined) this.serve(seen, body, response);
      else sendError(response, problem === 'NoSuchBucket' ? 404 : 403, problem);
    }
  }

  /** The signature, the hash and the checksum must be right. */
  private problemWith(request: IncomingMessage, body: Buffer): string | undefined {
    try {
      this.verifier.verify(request);
    } catch (cause) {
      return (cause as { code: string }).code;
    }
    const { 'x-amz-content-sha256': hash, 'x-amz-checksum-crc32': checksum } = request.headers;
    if (hash !== createHash('sha256').update(body).digest('hex')) return 'XAmzContentSHA256Mismatch';
    const isData = request.method === 'PUT';
    return isData && checksum !== checksumOf(body) ? 'BadDigest' : undefined;
  }

  private serve({ method, key, query, headers }: FakeRequest, body: Buffer, response: Responder): void {
    const uploadId = query.get('uploadId');
    if (method === 'GET') {
      this.get(key, headers, response);
    } else if (method === 'POST' && query.has('uploads')) {
      if (headers['x-amz-checksum-algorithm'] !== 'CRC32') {
        sendError(response, 400, 'InvalidRequest');
        return;
      }
      const id = `${randomUUID()}+/=`;
      this.uploads.set(id, { key, parts: new Map() });
      response
        .writeHead(200)
        .end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    } else if (uploadId !== null) {
      this.serveUpload(method, uploadId, Number(query.get('partNumber')), body, response);
    } else {
      this.objects.set(key, body);
      response.writeHead(200, { etag: etagOf(body) }).end();
    }
  }

  private serveUpload(method: string, id: string, partNumber: number, body: Buffer, response: Responder): void {
    const upload = this.uploads.get(id);
    if (upload === undefined) {
      sendError(response, 404, 'NoSuchUpload');
      return;
    }
    if (method === 'PUT') {
      upload.parts.set(partNumber, body);
      response.writeHead(200, { etag: etagOf(body) }).end();
    } else if (method === 'DELETE') {
      this.uploads.delete(id);
      response.writeHead(204).end();
    } else {
      const parts = [...upload.parts].sort(([a], [b]) => a - b);
      const isWhole = parts.every(
        ([number, part], i) =>
          number === i + 1 &&
          (part.length >= 5 * 1024 * 1024 || number === parts.length) &&
          body.includes(
            `<Part><ChecksumCRC32>${checksumOf(part)}</ChecksumCRC32><ETag>${etagOf(part)}</ETag><PartNumber>${number}</PartNumber></Part>`,
          ),
      );
      if (!isWhole) {
        sendError(response, 400, 'InvalidPart');
        return;
      }
      this.uploads.delete(id);
      this.objects.set(upload.key, Buffer.concat(parts.map(([, part]) => part)));
      response.writeHead(200).end('<CompleteMultipartUploadResult><ETag>"x-1"</ETag></CompleteMultipartUploadResult>');
    }
  }

  private get(key: string, headers: IncomingMessage['headers'], response: Responder): void {
    const object = this.objects.get(key);
    if (object === undefined) {
      sendError(response, 404, 'NoSuchKey');
      return;
    }
    if (headers['if-match'] !== undefined && headers['if-match'] !== etagOf(object)) {
      sendError(response, 412, 'PreconditionFailed');
      return;
    }
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    if (Number(start) >= object.length) {
      sendError(response, 416, 'InvalidRange', { 'content-range': `bytes */${object.length}` });
      return;
    }
    const body = object.subarray(Number(start), Number(end) + 1);
    const range = `bytes ${start ?? ''}-${Number(start) + body.length - 1}/${object.length}`;
    response
      .writeHead(206, { 'content-length': String(body.length), 'content-range': range, etag: etagOf(object) })
      .end(body);
  }
}

type Responder = Pick<ServerResponse, 'writeHead' | 'end'> | HalfResponse;

/** Sends half of the body and then breaks the connection. */
class HalfResponse {
  constructor(private readonly response: ServerResponse) {}

  writeHead(status: number, headers: Record<string, string> = {}): this {
    this.response.writeHead(status, headers);
    return this;
  }

  end(body: Buffer | string = ''): void {
    this.response.write(body.slice(0, Math.ceil(body.length / 2)), () => this.response.destroy());
  }
}

function sendError(response: Responder, status: number, code: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, headers)
    .end(`<Error><Code>${code}</Code><Message>the fake says ${code}</Message></Error>`);
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function checksumOf(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
