// The bucket that a request names in its Host header.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
import type { IncomingMessage } from 'node:http';

const virtualHost = /^([a-z0-9][a-z0-9.-]*)\.(?:localhost|127\.0\.0\.1)(?::\d+)?$/i;

/** Undefined where the path names it, e.g. `buck` of `buck.localhost:4000`. */
export function bucketOfHost(request: IncomingMessage): string | undefined {
  return virtualHost.exec(request.headers.host ?? '')?.[1];
}
