// Files in memory, some with changes in an editor that were not saved; URIs like `mem:///w/color.txt`.
import type { FileStatus, FilesPort, FoundFile } from '../../src/app/filePorts';
import type { InputFile } from '../../src/app/ports';
import { UserCancelled } from '../../src/app/commands/userCancelled';
import { AppError } from '../../src/core/errors';

export type Clicked = { readonly clicked: string };

export class FakeFiles implements FilesPort {
  /** What is saved. */
  readonly saved = new Map<string, Uint8Array>();
  /** What an editor has beside that. */
  readonly unsaved = new Map<string, string>();
  active: string | undefined;
  /** What else than a file is in front then. */
  onlyShown: string | undefined;
  /** What the file dialog is answered with; empty: it is closed. */
  asked: readonly string[] = [];
  readonly prompts: string[] = [];
  readonly shown: { readonly uri: string; readonly line?: number }[] = [];
  readonly edited: { readonly name: string; readonly text: string; readonly original?: string }[] = [];
  /** Called before each read of a file; may change what is there. */
  beforeRead: (uri: string) => void = () => undefined;

  put(path: string, content: string | Uint8Array): Clicked {
    const uri = `mem:///w/${path}`;
    this.saved.set(uri, Buffer.from(content));
    return { clicked: uri };
  }

  text(uri: string): string | undefined {
    const bytes = this.saved.get(uri);
    return bytes && Buffer.from(bytes).toString();
  }

  uriOf(target: unknown): string | undefined {
    if (typeof target === 'string') return target.startsWith('mem:') ? target : undefined;
    return typeof target === 'object' && target !== null && 'clicked' in target ? String(target.clicked) : undefined;
  }

  activeUri(): string | undefined {
    return this.active;
  }

  onlyShownUri(): string | undefined {
    return this.onlyShown;
  }

  nameOf(uri: string): string {
    return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  }

  parentOf(uri: string): string | undefined {
    return uri.slice(0, uri.lastIndexOf('/'));
  }

  ask(what: string): Promise<readonly string[]> {
    this.prompts.push(what);
    return this.asked.length === 0 ? Promise.reject(new UserCancelled()) : Promise.resolve(this.asked);
  }

  status(uri: string): Promise<FileStatus> {
    const bytes = this.saved.get(uri);
    if (bytes !== undefined) return Promise.resolve({ kind: 'file', sizeBytes: bytes.length });
    const isFolder = [...this.saved.keys()].some((other) => other.startsWith(`${uri}/`));
    return isFolder ? Promise.resolve({ kind: 'folder', sizeBytes: 0 }) : Promise.reject(noFile(uri));
  }

  async *walk(folderUri: string): AsyncIterable<FoundFile> {
    for (const [uri, bytes] of this.saved) {
      const path = uri.startsWith(`${folderUri}/`) ? uri.slice(folderUri.length + 1) : undefined;
      if (path !== undefined) yield await Promise.resolve({ uri, path, sizeBytes: bytes.length });
    }
  }

  input(uri: string): InputFile {
    const read = (): Uint8Array => {
      this.beforeRead(uri);
      const bytes = this.saved.get(uri);
      if (bytes === undefined) throw noFile(uri);
      return bytes;
    };
    return {
      name: this.nameOf(uri),
      async *open(signal) {
        await Promise.resolve();
        signal.throwIfAborted();
        yield read();
      },
    };
  }

  isUnsaved(uri: string): boolean {
    return this.unsaved.has(uri);
  }

  save(uri: string): Promise<void> {
    this.saved.set(uri, Buffer.from(this.unsaved.get(uri) ?? ''));
    this.unsaved.delete(uri);
    return Promise.resolve();
  }

  readText(uri: string): Promise<string> {
    const text = this.unsaved.get(uri) ?? this.text(uri);
    return text === undefined ? Promise.reject(noFile(uri)) : Promise.resolve(text);
  }

  async write(uri: string, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
    const held: Uint8Array[] = [];
    for await (const chunk of chunks) {
      held.push(chunk);
      signal.throwIfAborted();
    }
    signal.throwIfAborted();
    const bytes = Buffer.concat(held);
    this.saved.set(uri, bytes);
    return bytes.length;
  }

  show(uri: string, line?: number): Promise<void> {
    this.shown.push({ uri, line });
    return Promise.resolve();
  }

  edit(name: string, text: string, original?: string): Promise<void> {
    this.edited.push({ name, text, ...(original !== undefined && { original }) });
    return Promise.resolve();
  }
}

function noFile(uri: string): AppError {
  return new AppError('invalid', `There is no file ${uri}: it was deleted, moved or renamed.`);
}
