// A proxy in front of a service that carries requests there and, when told to, answers itself, changes or loses the answers.
import { type IncomingMessage, type ServerResponse, createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type MeddlingProxy = {
  readonly endpoint: string;
  /** Paths of all requests that came, in their order. */
  readonly paths: string[];
  /** Answers a request for this path in the place of the engine; undefined: the engine is asked. */
  answerInstead: (path: string, body: string) => ((response: ServerResponse) => void) | undefined;
  /** Whether the answer to a request for this path is lost; asked after the engine has answered. */
  losesAnswer: (path: string, body: string) => boolean;
  /** Makes another answer of the engine's; undefined: that one is carried back as it comes. */
  changeAnswer: (path: string, body: string) => ((text: string) => string) | undefined;
  close(): Promise<void>;
};

export async function startMeddlingProxy(target: string): Promise<MeddlingProxy> {
  const carry = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = '', headers } = request;
    proxy.paths.push(url);
    // Bodies of Batch and of the services with one path are small; an object is carried on as it comes.
    const isSmall = url.startsWith('/v1/') || (method === 'POST' && url === '/');
    const body = isSmall ? await buffer(request) : undefined;
    const text = body?.toString() ?? '';
    const answer = proxy.answerInstead(url, text);
    if (answer !== undefined) {
      if (body !== undefined) answer(response);
      else request.resume().once('end', () => answer(response));
      return;
    }
    // The Host header was signed and stays as it is.
    const onward = sendRequest(new URL(url, target), { method, headers }, (answered) => {
      if (proxy.losesAnswer(url, text)) {
        answered.resume().once('end', () => response.destroy());
        return;
      }
      const change = proxy.changeAnswer(url, text);
      if (change !== undefined) {
        sendChanged(answered, change, response).catch(() => response.destroy());
        return;
      }
      response.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(response);
    });
    onward.once('error', () => response.destroy());
    if (body === undefined) request.pipe(onward);
    else onward.end(body);
  };
  const server = createServer((request, response) => {
    carry(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: MeddlingProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths: [],
    answerInstead: () => undefined,
    losesAnswer: () => false,
    changeAnswer: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

async function sendChanged(
  answered: IncomingMessage,
  change: (text: string) => string,
  response: ServerResponse,
): Promise<void> {
  const changed = Buffer.from(change((await buffer(answered)).toString()));
  response.writeHead(answered.statusCode ?? 500, { ...answered.headers, 'content-length': changed.length });
  response.end(changed);
}
