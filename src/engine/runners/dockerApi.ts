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

/**
 * How a container reaches what listens on 127.0.0.1 of this machine: by sharing its network, or, where containers run in a
 * virtual machine or in a network of the user's own, by another name.
 */
export type DockerInfo = { readonly network: 'shared' | 'desktop' | 'rootless' };

export type DockerRequest = {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without one an answer may take as long as it wants. */
  readonly timeoutMs?: number;
};

const pingMs = 2000;

export class DockerApi {
  constructor(private readonly address: DockerAddress) {}

  /** @throws DockerError when nothing answers within two seconds. */
  async info(): Promise<DockerInfo> {
    const info = (await this.call('GET', '/info', { timeoutMs: pingMs })) as {
      readonly OperatingSystem?: string;
      readonly SecurityOptions?: readonly string[] | null;
    };
    if (info.OperatingSystem === 'Docker Desktop') return { network: 'desktop' };
    const isRootless = info.SecurityOptions?.includes('name=rootless') ?? false;
    return { network: isRootless && !(await this.isPodman()) ? 'rootless' : 'shared' };
  }

  /** Without root too, its containers can share the network of this machine. */
  private async isPodman(): Promise<boolean> {
    const version = (await this.call('GET', '/version', { timeoutMs: pingMs })) as {
      readonly Components?: readonly { readonly Name?: string }[] | null;
    };
    return version.Components?.some(({ Name }) => Name === 'Podman Engine') ?? false;
  }

  /** @returns the answer's JSON, or undefined. @throws DockerError for every status that is no success. */
  async call(method: string, path: string, more: DockerRequest = {}): Promise<unknown> {
    const response = await this.open(method, path, more);
    const text = await textOf(response);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** The answer as it comes: output, progress. @throws DockerError */
  async open(method: string, path: string, more: DockerRequest = {}): Promise<IncomingMessage> {
    const response = await this.send(method, path, more);
    const { statusCode = 0 } = response;
    if (statusCode < 400) return response;
    const text = await textOf(response);
    throw new DockerError(messageIn(text) ?? `HTTP ${statusCode}`, statusCode);
  }

  private send(
    method: string,
    path: string,
    { body, headers: more, timeoutMs = 0 }: DockerRequest,
  ): Promise<IncomingMessage> {
    const json = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers = { ...more, ...(json && { 'Content-Type': 'application/json', 'Content-Length': json.length }) };
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
