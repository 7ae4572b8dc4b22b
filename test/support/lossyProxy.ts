// A proxy in front of an engine that carries requests there and, when told to, loses the answers.
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export type LossyProxy = {
  readonly endpoint: string;
  /** Whether the answer to a request for this path is lost; asked after the engine has answered. */
  losesAnswer: (path: string) => boolean;
  close(): Promise<void>;
};

export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    // The Host header was signed and stays as it is.
    const onward = sendRequest(new URL(url, target), { method, headers }, (answer) => {
      if (proxy.losesAnswer(url)) {
        answer.resume().once('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: LossyProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    losesAnswer: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
