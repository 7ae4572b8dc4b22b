// The few calls of the Docker Engine API that a runner of containers needs.
// https://docs.docker.com/reference/api/engine/
import { type IncomingMessage, request } from 'node:http';
import type { DockerAddress } from './dockerHost';

export class DockerError extends Error {
  /** @param status of the answer; undefined when there was none: the container engine is not there (any longer) */
  constructor(
    message: string,
    readonly status: number | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type DockerInfo = { readonly isDesktop: boolean };

const pingMs = 2000;

export class DockerApi {
  constructor(private readonly address: DockerAddress) {}

  /** @throws DockerError when nothing answers within two seconds. */
  async info(): Promise<DockerInfo> {
    const info = (await this.call('GET', '/info', undefined, pingMs)) as { readonly OperatingSystem?: string };
    return { isDesktop: info.OperatingSystem === 'Docker Desktop' };
  }

  /** @returns the answer's JSON, or undefined. @throws DockerError for every status that is no success. */
  async call(method: string, path: string, body?: object, timeoutMs = 0): Promise<unknown> {
    const response = await this.open(method, path, body, timeoutMs);
    const text = await textOf(response);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** The answer as it comes: output, progress. @throws DockerError */
  async open(method: string, path: string, body?: object, timeoutMs = 0): Promise<IncomingMessage> {
    const response = await this.send(method, path, body, timeoutMs);
    const { statusCode = 0 } = response;
    if (statusCode < 400) return response;
    const text = await textOf(response);
    throw new DockerError(messageIn(text) ?? `HTTP ${statusCode}`, statusCode);
  }

  private send(method: string, path: string, body: object | undefined, timeoutMs: number): Promise<IncomingMessage> {
    const json = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers = json && { 'Content-Type': 'application/json', 'Content-Length': json.length };
    return new Promise((resolve, reject) => {
      const sent = request({ ...this.address, method, path, headers, agent: false, timeout: timeoutMs });
      sent.once('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      sent.once('error', (cause) => reject(new DockerError(cause.message, undefined, { cause })));
      sent.once('response', resolve);
      sent.end(json);
    });
  }
}

/** All of an answer. @throws DockerError when it breaks off. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new DockerError(cause instanceof Error ? cause.message : String(cause), undefined, { cause });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function messageIn(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : undefined;
  } catch {
    return text === '' ? undefined : text.slice(0, 500);
  }
}
