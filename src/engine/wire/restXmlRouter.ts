// Finds the S3 operation that a request means: bucket and key from host and path, the rest from the API model.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
import type { IncomingMessage } from 'node:http';
import { ApiError } from '../apiError';
import { bucketOfHost } from '../virtualHost';
import { type HttpBindings, bindingsOf } from './httpBinding';
import type { OperationModel, ServiceModel } from './model';

/** What a request's URL addresses. */
export type RestXmlTarget = {
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  readonly query: URLSearchParams;
};

export type Route = {
  readonly operation: OperationModel;
  readonly input: HttpBindings;
  readonly output: HttpBindings;
};

type Candidate = Route & {
  readonly level: 'service' | 'bucket' | 'object';
  readonly method: string;
  /** Query parameters of the model's URI; undefined stands for any value. */
  readonly fixedQuery: ReadonlyMap<string, string | undefined>;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** `x-id` of the model's URI: a hint of the SDKs, never needed to choose but where two operations are alike. */
  readonly id: string | undefined;
  readonly weight: number;
};

const maxKeyBytes = 1024;

/** @throws ApiError `InvalidURI` for a broken percent-encoding, `KeyTooLongError` for a key above 1024 bytes. */
export function locate(request: IncomingMessage): RestXmlTarget {
  const [path, query] = splitOnce(request.url ?? '/', '?');
  const fromHost = bucketOfHost(request);
  const [bucket, key] = fromHost === undefined ? splitOnce(path.slice(1), '/') : [fromHost, path.slice(1)];
  const decodedKey = decode(key);
  const keyBytes = Buffer.byteLength(decodedKey);
  if (keyBytes > maxKeyBytes) {
    throw new ApiError('KeyTooLongError', `The key is ${keyBytes} bytes long; at most ${maxKeyBytes} are taken.`, 400, {
      Size: String(keyBytes),
      MaxSizeAllowed: String(maxKeyBytes),
    });
  }
  return {
    bucket: bucket === '' ? undefined : decode(bucket),
    key: decodedKey === '' ? undefined : decodedKey,
    query: new URLSearchParams(query),
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApiError('InvalidURI', 'The path is not valid: a percent sign must introduce the hex of UTF-8 bytes.');
  }
}

/** Chooses among the operations of the model; the most specific one wins. */
export class RestXmlRouter {
  /** By method and level, the most specific first. */
  private readonly candidates = new Map<string, Candidate[]>();
  /** Parameters that mean an operation of their own, e.g. `acl`: another operation must not answer in its place. */
  private readonly meaningful: ReadonlySet<string>;

  constructor(model: ServiceModel) {
    const candidates = [...model.values()].flatMap(candidateOf).sort((a, b) => b.weight - a.weight);
    for (const candidate of candidates) {
      const group = `${candidate.method} ${candidate.level}`;
      this.candidates.set(group, [...(this.candidates.get(group) ?? []), candidate]);
    }
    this.meaningful = new Set(candidates.flatMap((c) => [...c.fixedQuery.keys(), ...c.requiredQuery]));
  }

  /** @throws ApiError `MethodNotAllowed` when no operation fits. */
  match(request: IncomingMessage, target: RestXmlTarget): Route {
    const level = target.key !== undefined ? 'object' : target.bucket !== undefined ? 'bucket' : 'service';
    const group = this.candidates.get(`${request.method ?? ''} ${level}`) ?? [];
    const fitting = group.filter((candidate) => isFitting(candidate, request, target.query));
    const alike = fitting.filter((candidate) => candidate.weight === fitting[0]?.weight);
    const chosen = alike.find((candidate) => candidate.id === target.query.get('x-id')) ?? alike[0];
    if (chosen === undefined || this.hasMeaningBeyond(chosen, target.query)) {
      throw new ApiError(
        'MethodNotAllowed',
        `${request.method ?? ''} with these parameters is no operation on ${article(level)}.`,
        405,
      );
    }
    return chosen;
  }

  private hasMeaningBeyond(chosen: Candidate, query: URLSearchParams): boolean {
    const understood = (name: string): boolean =>
      chosen.fixedQuery.has(name) || chosen.input.query.some((binding) => binding.name === name);
    return [...query.keys()].some((name) => this.meaningful.has(name) && !understood(name));
  }
}

function candidateOf(operation: OperationModel): Candidate[] {
  const [method, uri] = operation.http ?? [];
  const [path, query] = splitOnce(uri ?? '', '?');
  if (method === undefined || (path !== '/' && path !== '/{Key+}')) return [];
  const input = bindingsOf(operation.input);
  const parameters = query.split('&').filter((pair) => pair !== '');
  const pairs = parameters.map((pair): [string, string | undefined] => {
    const [name, value] = splitOnce(pair, '=');
    return [name, value === '' ? undefined : value];
  });
  const required = (bindings: HttpBindings['query']): string[] =>
    bindings.filter(({ member }) => operation.required.includes(member)).map(({ name }) => name);
  const fixedQuery = new Map(pairs.filter(([name]) => name !== 'x-id'));
  const requiredQuery = required(input.query);
  const requiredHeaders = required(input.headers);
  return [
    {
      operation,
      input,
      output: bindingsOf(operation.output),
      level: path !== '/' ? 'object' : input.labels.includes('Bucket') ? 'bucket' : 'service',
      method,
      fixedQuery,
      requiredQuery,
      requiredHeaders,
      id: pairs.find(([name]) => name === 'x-id')?.[1],
      weight: fixedQuery.size + requiredQuery.length + requiredHeaders.length,
    },
  ];
}

function isFitting(candidate: Candidate, request: IncomingMessage, query: URLSearchParams): boolean {
  for (const [name, value] of candidate.fixedQuery) {
    if (!query.has(name) || (value !== undefined && query.get(name) !== value)) return false;
  }
  return (
    candidate.requiredQuery.every((name) => query.has(name)) &&
    candidate.requiredHeaders.every((name) => request.headers[name] !== undefined || query.has(name))
  );
}

function article(level: Candidate['level']): string {
  return level === 'object' ? 'an object' : level === 'bucket' ? 'a bucket' : 'the service';
}
