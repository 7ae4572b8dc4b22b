// What the listings have in common: the size of a page, the encoding of keys, the owner.
import { createHash } from 'node:crypto';
import { ApiError } from '../apiError';
import { invalidArgument } from './errors';

const maxPage = 1000;

/** @param name the parameter, e.g. `max-keys`. */
export function pageLimit(name: string, wanted: number | undefined, highest = maxPage): number {
  if (wanted === undefined) return highest;
  if (wanted < 0)
    throw invalidArgument(name, String(wanted), `Argument ${name} must be an integer between 0 and 2147483647`);
  return Math.min(wanted, highest);
}

/**
 * How keys are written in a listing: `encoding-type=url` lets XML hold what it otherwise could not.
 * Elements that are absent stay so.
 */
export function keyEncoder(encodingType: string | undefined): <Text extends string | undefined>(text: Text) => Text {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') {
    throw invalidArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request');
  }
  return (text) => (text === undefined ? text : encodeURIComponent(text).replaceAll('%2F', '/')) as typeof text;
}

/** Tokens are opaque to clients: a token that was not made here is refused. */
export function writeToken(last: string | undefined): string | undefined {
  return last === undefined ? undefined : Buffer.from(`1${last}`).toString('base64url');
}

/** @throws ApiError InvalidArgument */
export function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith('1') && writeToken(text.slice(1)) === token) return text.slice(1);
  throw new ApiError('InvalidArgument', 'The continuation token provided is incorrect', 400, {
    ArgumentName: 'continuation-token',
  });
}

/** Canonical user ids are 64 hexadecimal digits. */
export function ownerOf(accountId: string): { readonly ID: string } {
  return { ID: createHash('sha256').update(accountId).digest('hex') };
}
