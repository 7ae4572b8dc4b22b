// Which of the keys have an object already.
import { AppError } from '../../core/errors';
import { Lanes } from '../store/lanes';
import type { StoragePort } from '../ports';

/** So many single looks take no longer than reading the list of a large bucket. */
const maxLooks = 50;
const looksAtOnce = 8;

/** Undefined when the credentials may not look. */
export async function existingKeys(
  storage: StoragePort,
  bucket: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  try {
    return keys.length <= maxLooks
      ? await lookOneByOne(storage, bucket, keys, signal)
      : await readList(storage, bucket, keys, signal);
  } catch (cause) {
    // Without the right to list, S3 answers 403 for a key that is not there.
    if (cause instanceof AppError && cause.kind === 'denied') return undefined;
    throw cause;
  }
}

async function lookOneByOne(
  storage: StoragePort,
  bucket: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const lanes = new Lanes(looksAtOnce);
  const found = await Promise.all(keys.map((key) => lanes.run(() => storage.headObject({ bucket, key }, signal))));
  return new Set(found.flatMap((object) => (object === undefined ? [] : [object.key])));
}

async function readList(
  storage: StoragePort,
  bucket: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const wanted = new Set(keys);
  const existing = new Set<string>();
  for await (const page of storage.listObjects(bucket, commonPrefix(keys), signal)) {
    for (const { key } of page) if (wanted.has(key)) existing.add(key);
  }
  return existing;
}

function commonPrefix([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same += 1;
    length = same;
  }
  return first.slice(0, length);
}
