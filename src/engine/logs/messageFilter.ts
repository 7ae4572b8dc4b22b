// The filter pattern of a request, with the service's own error for a pattern that cannot be read.
import { checkLength, invalidParameter } from './checks';
import { compileFilter } from './filter/filterPattern';
import { InvalidPattern } from './filter/invalidPattern';
import type { MessageFilter } from './filter/termPattern';

/** Undefined when every message matches. @throws ApiError `InvalidParameterException`. */
export function filterOf(pattern: string | undefined, member: string): MessageFilter | undefined {
  if (pattern === undefined) return undefined;
  checkLength(pattern, member, 0, 1024);
  try {
    return compileFilter(pattern);
  } catch (cause) {
    if (cause instanceof InvalidPattern) throw invalidParameter(cause.message);
    throw cause;
  }
}
