// Shows above the text of a document for AWS Batch what can be done with it.
import * as vscode from 'vscode';
import { loadLater } from './loadLater';
import { nameOfUri } from './openDocuments';

/** Nothing is asked for until one of them is clicked. */
export function showDocumentLenses(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider({ pattern: '**/*.batch*.json' }, { provideCodeLenses });
}

async function provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  if (!isOwn(uri)) return [];
  const { kindOfFile } = await loadLater();
  const top = new vscode.Range(0, 0, 0, 0);
  const actions = kindOfFile(nameOfUri(uri))?.actions ?? [];
  return actions.map(
    ({ command, title }) => new vscode.CodeLens(top, { command, title: title(vscode.l10n.t), arguments: [uri] }),
  );
}

/** An old version that is compared with is not what the user means to send. */
function isOwn({ scheme }: vscode.Uri): boolean {
  return scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}
