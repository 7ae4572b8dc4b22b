// Checks that several operations share: names, ranges, tags.
import { ApiError } from '../apiError';

/** Begins every token, so that anything else is known as such. */
const tokenMark = 'after:';

/** Of queues, and of compute environments. https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxPerRegion = 50;

/** A 400 for what the caller did wrong; every Batch operation uses this one code. */
export function clientError(message: string): ApiError {
  return new ApiError('ClientException', message);
}

/** Names of definitions, queues, environments and policies: letters, digits, - and _, at most 128. */
export function checkName(what: string, name: string): void {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) {
    throw clientError(`${what} "${name.slice(0, 140)}" must be 1 to 128 letters, digits, hyphens and underscores.`);
  }
}

/** Before one more is made. */
export function checkQuota(what: string, { records }: { readonly records: ReadonlyMap<string, object> }): void {
  if (records.size < maxPerRegion) return;
  throw clientError(
    `There are ${maxPerRegion} ${what} in this region, more there cannot be: delete one that is not used.`,
  );
}

/** A whole number in a range. Undefined passes: required members were checked against the model. */
export function checkRange(what: string, value: number | undefined, min: number, max: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw clientError(`${what} must be a whole number from ${min} to ${max}; it is ${value}.`);
  }
}

/**
 * One of the values that the API knows: the model's reader lets any string pass.
 * @returns the value, for a member that may not be missing.
 */
export function checkOneOf<T extends string>(what: string, value: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw clientError(`${what} must be one of ${allowed.join(', ')}; it is "${(value ?? '').slice(0, 100)}".`);
  }
  return found;
}

/** At most 50 tags, keys of 1 to 128 and values of up to 256 characters, none in the `aws:` namespace. */
export function checkTags(tags: Readonly<Record<string, string>> | undefined): void {
  const entries = Object.entries(tags ?? {});
  if (entries.length > 50) throw clientError(`A resource can have 50 tags at most; there are ${entries.length}.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128 || /^aws:/i.test(key)) {
      throw clientError(`The tag key "${key.slice(0, 140)}" must be 1 to 128 characters and not begin with aws:.`);
    }
    if (value.length > 256) throw clientError(`The value of the tag "${key}" is longer than 256 characters.`);
  }
}

/**
 * Checks `maxResults`, 1 to 100, and cuts one page out of the items in the order of their keys. The token is the key of
 * the last item that was given: the next page is right even when that item is gone by then.
 * @throws ApiError `ClientException` for a `maxResults` out of range or a token that is not one of ours.
 */
export function page<T>(
  unordered: readonly T[],
  keyOf: (item: T) => string,
  { maxResults = 100, nextToken }: { readonly maxResults?: number; readonly nextToken?: string },
): { readonly items: readonly T[]; readonly nextToken?: string } {
  checkRange('maxResults', maxResults, 1, 100);
  const after = nextToken === undefined ? '' : decodeToken(nextToken);
  const rest = unordered
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const taken = rest.slice(0, maxResults);
  const items = taken.map(({ item }) => item);
  const last = taken.at(-1);
  return rest.length > taken.length && last !== undefined ? { items, nextToken: encodeToken(last.key) } : { items };
}

export function encodeToken(position: string): string {
  return Buffer.from(`${tokenMark}${position}`).toString('base64url');
}

/** @throws ApiError `ClientException` for what `encodeToken` did not make. */
export function decodeToken(token: string): string {
  const decoded = Buffer.from(token, 'base64url').toString('utf8');
  if (!decoded.startsWith(tokenMark)) throw clientError('The nextToken is not valid: start again without it.');
  return decoded.slice(tokenMark.length);
}
