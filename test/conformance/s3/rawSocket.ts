// Requests byte for byte, as no client sends them.
import { createHash, createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { sign } from 'aws4';
import type { ReadyLine } from '../../../src/engine/dataDir';

export type RawRequest = {
  readonly method: string;
  /** As it goes on the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Sends the bytes, then ends the connection's sending side if `isCut`.
 * @returns all that came back until the engine closed the connection or answered completely.
 */
export function exchange(ready: ReadyLine, head: RawRequest, body: string | Buffer, isCut = false): Promise<string> {
  const { hostname, port } = new URL(ready.endpoint);
  const lines = Object.entries({ Connection: 'close', ...head.headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head.method} ${head.path} HTTP/1.1\r\n${lines.join('')}\r\n`);
      socket.write(body);
      if (isCut) socket.end();
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

/** The headers of a signed S3 request whose payload hash is `payloadHash`. */
export function signedHead(
  ready: ReadyLine,
  method: string,
  path: string,
  payloadHash: string,
  headers: Readonly<Record<string, string>> = {},
): RawRequest & { readonly signature: string; readonly timestamp: string } {
  const host = new URL(ready.endpoint).host;
  const signed = sign(
    {
      service: 's3',
      region: 'us-east-1',
      method,
      path,
      headers: { Host: host, 'X-Amz-Content-Sha256': payloadHash, ...headers },
    },
    ready,
  );
  const all = signed.headers as Record<string, string>;
  const signature = /Signature=([0-9a-f]+)/.exec(all.Authorization ?? '')?.[1] ?? '';
  return { method, path, headers: all, signature, timestamp: all['X-Amz-Date'] ?? '' };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
export function chunkSigner(ready: ReadyLine, timestamp: string, seed: string) {
  const date = timestamp.slice(0, 8);
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
  const key = ['us-east-1', 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${ready.secretAccessKey}`, date));
  const scope = `${date}/us-east-1/s3/aws4_request`;
  let previous = seed;
  const next = (kind: string, lines: readonly string[]): string => {
    previous = hmac(key, [`AWS4-HMAC-SHA256-${kind}`, timestamp, scope, previous, ...lines].join('\n')).toString('hex');
    return previous;
  };
  return {
    chunk: (data: string): string => {
      const signature = next('PAYLOAD', [sha256(''), sha256(data)]);
      return `${Buffer.byteLength(data).toString(16)};chunk-signature=${signature}\r\n${data}${data === '' ? '' : '\r\n'}`;
    },
    trailer: (line: string): string =>
      `${line}\r\nx-amz-trailer-signature:${next('TRAILER', [sha256(`${line}\n`)])}\r\n\r\n`,
  };
}
