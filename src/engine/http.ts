// The one HTTP server: bounds, Host and Origin, signature, then the service that the signature names.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError } from './apiError';
import type { Log } from './log';
import { StorageError } from './store/journal';
import type { SignedRequest } from './signedRequest';
import { type SignatureVerifier, claimedService } from './sigv4';

/** What a service gets: a request whose signature has been verified. */
export type ServiceCall = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signed: SignedRequest;
  readonly requestId: string;
};

/** One AWS API behind the port. */
export interface Service {
  /** Answers the call completely, or throws before it has begun to answer. */
  handle(call: ServiceCall): Promise<void>;
  /** Writes an error in the service's own wire form. */
  writeError(response: ServerResponse, error: ApiError, requestId: string): void;
}

export type Services = ReadonlyMap<string, Service>;

export type HttpOptions = {
  /** By the service name in the signature's scope: batch, s3, logs, sts. */
  readonly services: Services;
  /** Speaks where no service can be told: S3, whose errors every client shows. */
  readonly fallback: Service;
  readonly verifier: SignatureVerifier;
  readonly log: Log;
};

/** A header block larger than Node's default: 2 KiB of S3 metadata and a long session token fit. */
const maxHeaderBytes = 32 * 1024;
const loopbackHost = /^((stream-|[a-z0-9.-]+\.)?(127\.0\.0\.1|localhost|host\.docker\.internal)|\[::1\])(:\d+)?$/i;

export function createHttpServer(options: HttpOptions): Server {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, keepAlive: true }, (request, response) => {
    void answer(options, request, response);
  });
  // A body may be gigabytes and wait for a slow disk; a header may not.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 60_000;
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    void answer(options, request, response);
  });
  return server;
}

/** The only catch of the server: every failure becomes an answer, none ends the process. */
async function answer(options: HttpOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const serviceName = claimedService(request);
  const service = (serviceName === undefined ? undefined : options.services.get(serviceName)) ?? options.fallback;
  response.on('error', () => undefined);
  try {
    refuseStrangers(request);
    refuseForms(request);
    if (serviceName !== undefined && !options.services.has(serviceName)) throw unknownService(serviceName, options);
    const signed = options.verifier.verify(request);
    if (options.services.get(signed.service) !== service) throw notMeant(signed.service);
    await service.handle({ request, response, signed, requestId });
  } catch (cause) {
    const error = toApiError(cause, options.log, `${request.method ?? ''} ${pathOf(request)}`);
    if (response.headersSent) {
      // Half an answer is out: the client must see that it is broken, not believe that it is whole.
      response.destroy();
      return;
    }
    service.writeError(response, error, requestId);
    // What is left of the request's body is not read: the connection cannot be used again.
    if (!request.complete) request.resume();
  }
}

/** Refuses what a web page could send through the user's browser (DNS rebinding, cross-site requests). */
function refuseStrangers(request: IncomingMessage): void {
  if (!loopbackHost.test(request.headers.host ?? '')) {
    throw new ApiError(
      'AccessDeniedException',
      'This engine answers on 127.0.0.1 and localhost only; the Host header names another machine.',
      403,
    );
  }
  if (request.headers.origin !== undefined) {
    throw new ApiError(
      'AccessDeniedException',
      'This engine does not answer web pages (the request has an Origin).',
      403,
    );
  }
}

/** S3's POST Object is signed within the form: without this it would seem that the signature is missing. */
function refuseForms({ method, headers }: IncomingMessage): void {
  if (method !== 'POST' || !/^multipart\/form-data/i.test(headers['content-type'] ?? '')) return;
  throw new ApiError(
    'NotImplemented',
    'The local engine does not implement uploads by form (POST Object): use PutObject, or a presigned URL for it.',
    501,
  );
}

/** A signature for one service must not open another. */
function notMeant(service: string): ApiError {
  return new ApiError('AccessDenied', `The request was signed for "${service}", which this is not.`, 403);
}

function unknownService(name: string, { services }: HttpOptions): ApiError {
  const served = [...services.keys()].join(', ');
  return new ApiError('NotImplemented', `The local engine does not serve "${name}". It serves: ${served}.`, 501);
}

function toApiError(cause: unknown, log: Log, what: string): ApiError {
  if (cause instanceof ApiError) return cause;
  log.error(`${what} failed`, cause);
  if (cause instanceof StorageError || isDiskFull(cause)) {
    return new ApiError('InternalError', `The engine could not write to its data directory (is the disk full?).`, 500);
  }
  return new ApiError('InternalError', 'The engine met an internal error; its log has the details.', 500);
}

function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}

function pathOf(request: IncomingMessage): string {
  // The query of a presigned URL is a secret.
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
