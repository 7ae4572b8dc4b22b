// The rest-json protocol, as AWS Batch speaks it.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
import type { ServerResponse } from 'node:http';
import { ApiError } from '../apiError';
import type { Service, ServiceCall } from '../http';
import { parseJson, readSignedBody } from './body';
import { ModelMismatch, readJson } from './jsonInput';
import type { OperationModel, ServiceModel } from './model';

/** Runs the operation of this name; undefined when the engine does not implement it. */
export type RunJson = (operation: string, input: unknown, call: ServiceCall) => Promise<object> | undefined;

/** Larger than the largest request that Batch takes (30 KiB), so that its own limit gives its own error. */
const maxBodyBytes = 1024 * 1024;

export function restJsonService(model: ServiceModel, run: RunJson): Service {
  const routes = [...model.values()].map(routeOf);
  return {
    async handle(call) {
      const { operation, labels, query } = match(routes, call);
      const body = await readSignedBody(call, maxBodyBytes);
      const input = readInput(operation, body, labels, query);
      const output = run(operation.name, input, call);
      if (output === undefined) {
        throw new ApiError('ServerException', `The local engine does not implement ${operation.name}.`, 501);
      }
      write(call.response, 200, JSON.stringify(await output), call.requestId);
    },
    writeError(response, error, requestId) {
      // The model knows two errors only; everything that is the server's fault is a ServerException.
      const code = error.code === 'InternalError' ? 'ServerException' : error.code;
      response.setHeader('x-amzn-errortype', code);
      write(response, error.status, JSON.stringify({ message: error.message }), requestId);
    },
  };
}

type Route = { readonly operation: OperationModel; readonly method: string; readonly path: RegExp };
type Labels = Readonly<Record<string, string>>;

function routeOf(operation: OperationModel): Route {
  const [method, uri] = operation.http ?? ['POST', '/'];
  return { operation, method, path: new RegExp(`^${uri.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`) };
}

function match(routes: readonly Route[], { request }: ServiceCall) {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  for (const { operation, method, path: pattern } of routes) {
    const found = method === request.method ? pattern.exec(path) : null;
    // Labels are decoded after the path was split: an ARN holds encoded slashes.
    if (found) return { operation, labels: found.groups ?? {}, query: new URLSearchParams(query) };
  }
  throw new ApiError('UnknownOperationException', `There is no operation ${request.method ?? ''} ${path}.`, 404);
}

function readInput(operation: OperationModel, body: Buffer, labels: Labels, query: URLSearchParams): unknown {
  try {
    const fromBody = parseJson(body);
    const bound: Record<string, unknown> = {};
    for (const [name, member] of operation.input.structIterator()) {
      const { httpLabel, httpQuery } = member.getMergedTraits() as { httpLabel?: 1; httpQuery?: string };
      if (httpLabel) bound[name] = decodeURIComponent(labels[name] ?? '');
      if (httpQuery !== undefined && query.has(httpQuery)) {
        bound[name] = member.isListSchema() ? query.getAll(httpQuery) : query.get(httpQuery);
      }
    }
    return readJson(operation.input, isPlainObject(fromBody) ? { ...fromBody, ...bound } : fromBody);
  } catch (cause) {
    if (cause instanceof ModelMismatch) throw new ApiError('ClientException', cause.message);
    if (cause instanceof SyntaxError || cause instanceof URIError) {
      throw new ApiError('SerializationException', `The request body is not JSON: ${cause.message}`);
    }
    throw cause;
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function write(response: ServerResponse, status: number, body: string, requestId: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': requestId,
  });
  response.end(body);
}
