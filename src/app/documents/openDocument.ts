// Opens an editor with a new document of a kind: nothing is sent or saved by that.
import type { Services } from '../services';
import type { ReadableKind } from './readDocument';

/** @param original what it came of: the editor shows the difference to it. */
export async function openDocument<T extends object>(
  { suffix }: Pick<ReadableKind<T>, 'suffix'>,
  name: string,
  document: T,
  { files }: Pick<Services, 'files'>,
  { original }: { readonly original?: T } = {},
): Promise<void> {
  await files.edit(`${name}${suffix}`, textOf(document), original && textOf(original));
}

function textOf(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
