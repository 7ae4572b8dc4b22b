// Which files an upload takes, and under which keys: those of folders keep their place below the folder.
import { AppError } from '../../core/errors';
import type { FilesPort } from '../filePorts';
import type { Translate } from '../l10n';

export type UploadItem = {
  readonly uri: string;
  /** Below the prefix that the user chooses. */
  readonly path: string;
  readonly sizeBytes: number;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const maxKeyBytes = 1024;

/**
 * Paths begin below the folder that holds everything that was chosen.
 * @throws AppError `invalid` when there is no file in it, or two would have one key
 */
export async function uploadSet(
  chosen: readonly string[],
  files: FilesPort,
  t: Translate,
  signal: AbortSignal,
): Promise<readonly UploadItem[]> {
  const uris = [...new Set(chosen)].filter((uri) => !chosen.some((other) => uri.startsWith(`${other}/`)));
  const base = commonFolder(uris.map((uri) => foldersOf(uri, files)));
  const items: UploadItem[] = [];
  for (const uri of uris) {
    // Of different file systems nothing is common; their names alone have to do.
    const above = base.length === 0 ? [] : foldersOf(uri, files).slice(base.length);
    const path = [...above, files.nameOf(uri)].join('/');
    const { kind, sizeBytes } = await files.status(uri);
    signal.throwIfAborted();
    if (kind === 'file') items.push({ uri, path, sizeBytes });
    if (kind !== 'folder') continue;
    for await (const found of files.walk(uri, signal)) items.push({ ...found, path: `${path}/${found.path}` });
  }
  checkItems(items, uris, files, t);
  return items;
}

/** @throws AppError `invalid` */
export function checkKeys(keys: readonly string[], t: Translate): void {
  const tooLong = keys.find((key) => new TextEncoder().encode(key).length > maxKeyBytes);
  if (tooLong === undefined) return;
  throw new AppError('invalid', t('A key of S3 has at most {0} bytes; this one has more: {1}', maxKeyBytes, tooLong));
}

function checkItems(items: readonly UploadItem[], uris: readonly string[], files: FilesPort, t: Translate): void {
  if (items.length === 0) {
    throw new AppError(
      'invalid',
      t('There is no file to upload in {0}.', uris.map((uri) => files.nameOf(uri)).join(', ')),
    );
  }
  const paths = new Set<string>();
  for (const { path } of items) {
    if (paths.has(path))
      throw new AppError('invalid', t('Two files would have the key {0}: upload one at a time.', path));
    paths.add(path);
  }
}

/** Names of the folders above it, from the root. */
function foldersOf(uri: string, files: FilesPort): readonly string[] {
  return (files.parentOf(uri) ?? '').split('/').map(decodeURIComponent);
}

function commonFolder(all: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = all;
  const length = first.findIndex((name, index) => others.some((other) => other[index] !== name));
  return length < 0 ? first : first.slice(0, length);
}
