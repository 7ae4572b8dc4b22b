// Shows above the text of a document for AWS Batch what can be done with it.
import * as vscode from 'vscode';
import { documentKinds, kindOfFile } from '../app/documents/documentKinds';
import { nameOfUri } from './openDocuments';

/** Nothing is read or asked for until one of them is clicked. */
export function showDocumentLenses(): vscode.Disposable {
  const selector = Object.values(documentKinds).map(({ suffix }) => ({ pattern: `**/*${suffix}` }));
  return vscode.languages.registerCodeLensProvider(selector, { provideCodeLenses });
}

function provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
  if (!isOwn(uri)) return [];
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
