// Files as the user has them: on a disk, on a virtual file system, or in an editor and nowhere else. URIs name them.
import type { InputFile } from './ports';

export type FileStatus = {
  /** `other`: a pipe, a device, a link that leads nowhere. */
  readonly kind: 'file' | 'folder' | 'other';
  readonly sizeBytes: number;
};

export type FoundFile = {
  readonly uri: string;
  /** Below the folder that was walked, with `/`. */
  readonly path: string;
  readonly sizeBytes: number;
};

/** Every method rejects with an AppError `invalid` whose text names the file, when it cannot be done. */
export interface FilesPort {
  /** Of what was clicked in the Explorer, of an editor's title, of a URI or an absolute path; undefined for all else. */
  uriOf(target: unknown): string | undefined;
  /** Of the editor in front. */
  activeUri(): string | undefined;
  /** Of the only file that is to be seen in an editor, in front or not; undefined when there are several or none. */
  onlyShownUri(): string | undefined;
  /** The last part of its path. */
  nameOf(uri: string): string;
  /** Of the folder that it is in; undefined for the root. */
  parentOf(uri: string): string | undefined;
  /** @throws UserCancelled */
  ask(
    what: 'file' | 'files' | 'folder',
    options: { readonly title: string; readonly action: string },
  ): Promise<readonly string[]>;
  status(uri: string): Promise<FileStatus>;
  /** Files in the folder and in all folders below it, but for what links lead to folders. */
  walk(folderUri: string, signal: AbortSignal): AsyncIterable<FoundFile>;
  /** Of a document that is in an editor only: its text as it is now. */
  input(uri: string): InputFile;
  /** Whether an editor has changes of the file that were not saved. A document without a file has none. */
  isUnsaved(uri: string): boolean;
  save(uri: string): Promise<void>;
  /** What an editor has, saved or not; else what the file holds. */
  readText(uri: string): Promise<string>;
  /**
   * Writes the file whole, or leaves what was there before.
   * @returns how many bytes it has.
   */
  write(uri: string, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number>;
  /** Opens it in an editor. @param line counted from 1 */
  show(uri: string, line?: number): Promise<void>;
  /**
   * Opens an editor with this text under a name like `hello.json` that no file has; nothing is written to disk.
   * @param original shown beside it, with what differs, while it is edited
   */
  edit(name: string, text: string, original?: string): Promise<void>;
}
