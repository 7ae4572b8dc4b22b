// An HTTP server that answers what a test says, for the answers that a real service will not give on demand.
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly method: string; readonly url: string; readonly body: string };

export type StubServer = {
  readonly endpoint: string;
  readonly received: readonly Received[];
  /** How each request is answered from now on. */
  answer: (response: ServerResponse, request: Received & Pick<IncomingMessage, 'headers'>) => void;
  close(): Promise<void>;
};

export async function startStubServer(): Promise<StubServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(chunks).toString('latin1');
      received.push({ method, url, body });
      stub.answer(response, { method, url, body, headers });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: StubServer = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (response) => response.end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stub;
}

/** A JSON error as Batch answers it. */
export function jsonError(status: number, code: string, message: string): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
      'x-amzn-requestid': 'request-1',
    });
    response.end(JSON.stringify({ message }));
  };
}

/** An error as the services that speak XML answer it. */
export function xmlError(status: number, code: string, message: string): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    response.end(`<ErrorResponse>${error}<RequestId>request-1</RequestId></ErrorResponse>`);
  };
}
