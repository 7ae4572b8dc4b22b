// Opens an editor with a text under a name that no file has yet; saving it is up to the user.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { AppError } from '../core/errors';
import { openDocument } from './openDocuments';

const maxTries = 1000;
/** Of read-only texts that are compared with. */
const originalScheme = 'awsbatch-original';

/** The name decides the language and the schema, so it stands for a file beside the user's own. */
export async function newDocument(name: string, text: string, original?: string): Promise<void> {
  const uri = await freeUri(name);
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new AppError(
      'invalid',
      vscode.l10n.t('VS Code did not take the text of {0}: close the editor and try again.', name),
    );
  }
  if (original === undefined) await vscode.window.showTextDocument(document, { preview: false });
  else await showBeside(uri, name, original);
}

/** The original cannot be changed or saved: it is there to compare with. */
async function showBeside(uri: vscode.Uri, name: string, original: string): Promise<void> {
  const before = uri.with({ scheme: originalScheme });
  const registration = vscode.workspace.registerTextDocumentContentProvider(originalScheme, {
    provideTextDocumentContent: () => original,
  });
  try {
    // Once read, a document stays as it is as long as an editor shows it.
    await vscode.workspace.openTextDocument(before);
    const title = vscode.l10n.t('{0} (with its original)', name);
    await vscode.commands.executeCommand('vscode.diff', before, uri, title, { preview: false });
  } finally {
    registration.dispose();
  }
}

/** `job.x.json`, `job-2.x.json` … */
async function freeUri(name: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri;
  const base = folder ?? vscode.Uri.file(homedir());
  const dot = name.includes('.') ? name.indexOf('.') : name.length;
  for (let number = 1; number <= maxTries; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const file = vscode.Uri.joinPath(base, `${name.slice(0, dot)}${suffix}${name.slice(dot)}`);
    const untitled = file.with({ scheme: 'untitled' });
    if (openDocument(untitled) === undefined && !(await exists(file))) return untitled;
  }
  throw new AppError('invalid', vscode.l10n.t('There are too many files called {0}.', name));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (cause) {
    if (cause instanceof vscode.FileSystemError) return cause.code !== 'FileNotFound';
    throw cause;
  }
}
