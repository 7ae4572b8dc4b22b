// One HTTP request and its whole answer, over connections that are kept; no global fetch, which takes 30 ms to load.
import { Agent, type IncomingHttpHeaders, request as requestHttp } from 'node:http';

export type HttpRequest = {
  readonly method: string;
  /** Scheme, host and port. */
  readonly url: URL;
  /** Path and query as they go over the wire; `URL` would write some of them in another way. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** How long nothing may happen on the connection. */
  readonly timeoutMs: number;
};

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the connection ended before the body did: `body` is what came. */
  readonly isComplete: boolean;
};

const agents: Record<string, Agent> = {};

/** @throws Error when there is no answer (refused, reset, timed out, name not found) */
export function exchange({ method, url, path, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
  // node:https takes some milliseconds of each child; those of the local engine do without.
  const https = url.protocol === 'https:' ? process.getBuiltinModule('node:https') : undefined;
  const agent = (agents[url.protocol] ??= new (https?.Agent ?? Agent)({ keepAlive: true }));
  return new Promise((resolve, reject) => {
    const request = (https?.request ?? requestHttp)({
      agent,
      method,
      path,
      headers,
      host: url.hostname.replace(/^\[|]$/g, ''),
      port: url.port,
      timeout: timeoutMs,
    });
    request.on('timeout', () => request.destroy(new Error(`no answer for ${timeoutMs / 1000} s`)));
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A body that was cut short is kept: a reader of ranges goes on after it.
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          isComplete: response.complete,
        }),
      );
    });
    request.end(body);
  });
}
