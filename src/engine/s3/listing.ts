// One page of a listing: what lies below a prefix, with everything up to a delimiter rolled into one entry.
import { type OrderedKeys, compareUtf8, endOfPrefix } from './orderedKeys';

export type PageRequest = {
  readonly bucket: string;
  readonly prefix: string;
  /** `''` for none. */
  readonly delimiter: string;
  /** Only what comes after this key; `''` for all. A common prefix stands for all keys below it. */
  readonly after: string;
  readonly limit: number;
  /** The key within an entry, where an entry is more than its key (uploads of one key). */
  readonly keyOf?: (entry: string) => string;
};

export type Page = {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of the page when there is more behind it. */
  readonly next: string | undefined;
};

const entryIsKey = (entry: string): string => entry;

/** @param entries `<bucket>/<key>` of all buckets. The time it takes does not depend on what a prefix hides. */
export function listPage(entries: OrderedKeys, request: PageRequest): Page {
  const { bucket, prefix, delimiter, after, limit, keyOf = entryIsKey } = request;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  const scope = `${bucket}/`;
  const full = scope + prefix;
  let last: string | undefined;
  if (limit === 0) return { keys, commonPrefixes, next: undefined };
  let iterator = entries.from(startOf(request, full));
  for (let step = iterator.next(); !step.done; step = iterator.next()) {
    if (!step.value.startsWith(full)) break;
    const key = step.value.slice(scope.length);
    if (key === after) continue;
    if (keys.length + commonPrefixes.length === limit) return { keys, commonPrefixes, next: last };
    const group = commonPrefixOf(keyOf(key), prefix, delimiter);
    last = group ?? key;
    if (group === undefined) keys.push(key);
    else {
      commonPrefixes.push(group);
      iterator = entries.from(endOfPrefix(scope + group));
    }
  }
  return { keys, commonPrefixes, next: undefined };
}

function startOf({ bucket, prefix, delimiter, after, keyOf = entryIsKey }: PageRequest, full: string): string {
  if (after === '') return full;
  const key = keyOf(after);
  const isGroup = commonPrefixOf(key, prefix, delimiter) === key;
  const resume = isGroup ? endOfPrefix(`${bucket}/${key}`) : `${bucket}/${after}`;
  return compareUtf8(resume, full) > 0 ? resume : full;
}

/** What `key` is rolled into, if it has the delimiter behind the prefix. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
