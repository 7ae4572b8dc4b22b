// Files as VS Code has them: on disks, on virtual file systems, and in editors.
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import type { FileStatus, FilesPort, FoundFile } from '../app/filePorts';
import type { InputFile } from '../app/ports';
import { AppError } from '../core/errors';
import { fileError } from './fileError';
import { inputFile, readWhole } from './inputFile';
import { newDocument } from './newDocument';
import { activeTabUri, documentOnly, isUnsavedTab, nameOfUri, openDocument, shownTabUris } from './openDocuments';
import { writeFile } from './writeFile';

export class WorkspaceFiles implements FilesPort {
  readonly edit = newDocument;

  uriOf(target: unknown): string | undefined {
    if (target instanceof vscode.Uri) return target.toString();
    if (typeof target !== 'string') return undefined;
    if (isAbsolute(target)) return vscode.Uri.file(target).toString();
    // A drive of Windows is a letter and a colon too.
    return /^[a-z][a-z0-9+.-]+:\//i.test(target) ? vscode.Uri.parse(target).toString() : undefined;
  }

  activeUri(): string | undefined {
    return activeTabUri()?.toString();
  }

  onlyShownUri(): string | undefined {
    const [only, ...others] = new Set(shownTabUris().map(String));
    return others.length === 0 ? only : undefined;
  }

  nameOf(uri: string): string {
    return nameOfUri(vscode.Uri.parse(uri));
  }

  parentOf(uri: string): string | undefined {
    const parsed = vscode.Uri.parse(uri);
    const parent = vscode.Uri.joinPath(parsed, '..');
    return parent.path === parsed.path ? undefined : parent.toString();
  }

  async ask(
    what: 'file' | 'files' | 'folder',
    { title, action }: { readonly title: string; readonly action: string },
  ): Promise<readonly string[]> {
    const chosen = await vscode.window.showOpenDialog({
      title,
      openLabel: action,
      canSelectFiles: what !== 'folder',
      canSelectFolders: what === 'folder',
      canSelectMany: what !== 'file',
    });
    if (chosen === undefined || chosen.length === 0) throw new UserCancelled();
    return chosen.map((uri) => uri.toString());
  }

  async status(uri: string): Promise<FileStatus> {
    const parsed = vscode.Uri.parse(uri);
    const document = documentOnly(parsed);
    if (document !== undefined) return { kind: 'file', sizeBytes: Buffer.byteLength(document.getText()) };
    try {
      const { type, size } = await vscode.workspace.fs.stat(parsed);
      return { kind: kindOf(type), sizeBytes: size };
    } catch (cause) {
      throw fileError(parsed, cause);
    }
  }

  walk(folderUri: string, signal: AbortSignal): AsyncIterable<FoundFile> {
    return this.walkBelow(vscode.Uri.parse(folderUri), '', signal);
  }

  input(uri: string): InputFile {
    return inputFile(vscode.Uri.parse(uri));
  }

  isUnsaved(uri: string): boolean {
    const parsed = vscode.Uri.parse(uri);
    if (documentOnly(parsed) !== undefined) return false;
    return openDocument(parsed)?.isDirty === true || isUnsavedTab(parsed);
  }

  async save(uri: string): Promise<void> {
    if ((await vscode.workspace.save(vscode.Uri.parse(uri))) !== undefined) return;
    throw new AppError('invalid', vscode.l10n.t('{0} could not be saved.', this.nameOf(uri)));
  }

  async readText(uri: string): Promise<string> {
    const parsed = vscode.Uri.parse(uri);
    return openDocument(parsed)?.getText() ?? new TextDecoder().decode(await readWhole(parsed));
  }

  write(uri: string, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
    return writeFile(vscode.Uri.parse(uri), chunks, signal);
  }

  async show(uri: string, line?: number): Promise<void> {
    const at = line === undefined ? undefined : new vscode.Position(line - 1, 0);
    const options: vscode.TextDocumentShowOptions = { selection: at && new vscode.Range(at, at), preview: false };
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri), options);
  }

  private async *walkBelow(folder: vscode.Uri, path: string, signal: AbortSignal): AsyncIterable<FoundFile> {
    signal.throwIfAborted();
    for (const [name, type] of await readFolder(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      const kind = kindOf(type);
      // A link to a folder may lead back up: without end.
      const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
      if (kind === 'folder' && !isLink) yield* this.walkBelow(uri, `${path}${name}/`, signal);
      if (kind !== 'file') continue;
      const { sizeBytes } = await this.status(uri.toString());
      yield { uri: uri.toString(), path: `${path}${name}`, sizeBytes };
    }
  }
}

async function readFolder(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch (cause) {
    throw fileError(folder, cause);
  }
}

/** Links count as what they lead to. */
function kindOf(type: vscode.FileType): FileStatus['kind'] {
  if ((type & vscode.FileType.File) !== 0) return 'file';
  return (type & vscode.FileType.Directory) !== 0 ? 'folder' : 'other';
}
