// Pages of names: the token of a list is the name after which the next page begins.
import { checkRange, invalidToken } from './checks';

export type ListInput = { readonly limit?: number; readonly nextToken?: string };

const defaultLimit = 50;

/** Checks the limit, from 1 to `max`. */
export function limitOf({ limit }: ListInput, max: number): number {
  checkRange(limit, 'limit', 1, max);
  return limit ?? defaultLimit;
}

/** The first `limit` items, and the token for what follows them. */
export function firstPage<T>(
  items: Iterable<T>,
  limit: number,
  placeOf: (item: T) => string,
): { readonly page: readonly T[]; readonly nextToken?: string } {
  const page: T[] = [];
  for (const item of items) {
    const last = page.at(-1);
    if (page.length === limit && last !== undefined) return { page, nextToken: encodePlace(placeOf(last)) };
    page.push(item);
  }
  return { page };
}

function encodePlace(place: string): string {
  return Buffer.from(JSON.stringify([place])).toString('base64url');
}

/** @throws ApiError when `firstPage` has not made the token. */
export function decodePlace(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  try {
    const [place] = JSON.parse(text) as [unknown];
    if (typeof place === 'string' && encodePlace(place) === token) return place;
  } catch {
    // Not JSON: not one of these tokens.
  }
  throw invalidToken();
}
