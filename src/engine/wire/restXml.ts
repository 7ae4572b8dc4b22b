// The rest-xml protocol, as S3 speaks it.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../apiError';
import type { Service, ServiceCall } from '../http';
import { type BindingSource, readBoundMembers, writeBoundHeaders } from './httpBinding';
import type { ServiceModel } from './model';
import { type RestXmlTarget, RestXmlRouter, type Route, locate } from './restXmlRouter';
import { escapeXml, readXml, writeXml } from './restXmlBody';

/** What an operation answers with. */
export type RestXmlAnswer<Output extends object = object> = {
  readonly output: Output;
  /** Where it is not the one of the model, e.g. 206. */
  readonly status?: number;
  /** The body where it is not XML. */
  readonly body?: RestXmlStream;
};

/** Bytes to send; `close` is called once when they have been sent, or will never be. */
export interface RestXmlStream {
  chunks(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  close(): void;
}

export type RestXmlHandlers = {
  /** The operation of this name; undefined when the engine does not implement it. */
  find(name: string): ((input: object, call: ServiceCall) => RestXmlAnswer | Promise<RestXmlAnswer>) | undefined;
  /** Reads a body of bounded size and checks it against its signature and, where the model has them, its checksums. */
  readBody(call: ServiceCall, limitBytes: number, hasChecksum: boolean): Promise<Buffer>;
};

/** DeleteObjects names 1,000 keys of 1,024 bytes, each of which may be escaped. */
const maxXmlBytes = 2 * 1024 * 1024;

export function restXmlService(model: ServiceModel, handlers: RestXmlHandlers): Service {
  const router = new RestXmlRouter(model);
  return {
    async handle(call) {
      const target = locate(call.request);
      const route = router.match(call.request, target);
      const { name } = route.operation;
      const run = handlers.find(name);
      if (run === undefined) {
        throw new ApiError('NotImplemented', `The local engine does not implement ${name}.`, 501);
      }
      const input = readBoundMembers(route.input, sourceOf(call, target));
      const { payload } = route.input;
      if (payload?.schema.isStructSchema()) {
        const hasChecksum = route.input.headers.some((binding) => binding.name === 'x-amz-sdk-checksum-algorithm');
        const body = await handlers.readBody(call, maxXmlBytes, hasChecksum);
        if (body.length > 0) input[payload.member] = readXml(payload.schema, body);
      }
      await writeAnswer(call, route, await run(input, call));
    },
    writeError: writeErrorXml,
  };
}

/** In a presigned URL the parameters `x-amz-…` stand for headers. */
function sourceOf({ request, signed }: ServiceCall, { bucket, key, query }: RestXmlTarget): BindingSource {
  const hoisted = new Map<string, string>();
  for (const [name, value] of signed.presigned ? query : []) {
    const header = name.toLowerCase();
    // The content type is put there by Signature Version 2.
    if (header.startsWith('x-amz-') || header === 'content-type') hoisted.set(header, value);
  }
  return {
    labels: { Bucket: bucket, Key: key },
    query,
    header: (name) => headerOf(request, name) ?? hoisted.get(name),
    headerNames: () => new Set([...Object.keys(request.headers), ...hoisted.keys()]),
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

async function writeAnswer(call: ServiceCall, { operation, output: bindings }: Route, answer: RestXmlAnswer) {
  const { response, request, requestId } = call;
  const { output, body } = answer;
  try {
    const members = output as Readonly<Record<string, unknown>>;
    const status = answer.status ?? operation.http?.[2] ?? 200;
    const headers = { 'x-amz-request-id': requestId, ...writeBoundHeaders(bindings, members) };
    if (body !== undefined) {
      response.writeHead(status, headers);
      await send(response, body);
    } else if (request.method === 'HEAD' || status === 204 || status === 304) {
      response.writeHead(status, headers).end();
    } else {
      const xml = writeXml(operation.output, bindings, members);
      const type = xml === '' ? {} : { 'content-type': 'application/xml' };
      response.writeHead(status, { ...headers, ...type, 'content-length': Buffer.byteLength(xml) }).end(xml);
    }
  } finally {
    body?.close();
  }
}

/** Sends as fast as the client takes it, and stops when the client has gone. */
async function send(response: ServerResponse, body: RestXmlStream): Promise<void> {
  for await (const chunk of body.chunks()) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await writable(response);
  }
  response.end();
}

async function writable(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function writeErrorXml(response: ServerResponse, error: ApiError, requestId: string): void {
  const { req: request } = response;
  const resource = (request.url ?? '').split('?', 1)[0] ?? '';
  const elements = Object.entries({
    Code: error.code,
    Message: error.message,
    ...error.fields,
    Resource: resource,
    RequestId: requestId,
  });
  const inner = elements.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('');
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner}</Error>`;
  response.writeHead(error.status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(xml),
    'x-amz-request-id': requestId,
  });
  response.end(xml);
}
