// Reads a whole request body of bounded size and checks it against the signature.
import { ApiError } from '../apiError';
import type { ServiceCall } from '../http';

/**
 * The body of a JSON service's request.
 * @throws ApiError 413 above `limitBytes`, 403 when it is not the body that was signed.
 */
export async function readSignedBody({ request, signed }: ServiceCall, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  signed.checkBody(body);
  return body;
}

function tooLarge(limitBytes: number): ApiError {
  const message = `The request body is larger than ${limitBytes} bytes.`;
  return new ApiError('RequestEntityTooLargeException', message, 413);
}

/** @throws SyntaxError when the body is not JSON; an empty body is an empty request. */
export function parseJson(body: Buffer): unknown {
  return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown);
}
