// Documents that are open in editors, by URI.
import { posix } from 'node:path';
import * as vscode from 'vscode';

export function nameOfUri(uri: vscode.Uri): string {
  return posix.basename(uri.path);
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** The document, when no file is behind it: it was never saved, or its kind has no files. */
export function documentOnly(uri: vscode.Uri): vscode.TextDocument | undefined {
  const hasFiles = uri.scheme !== 'untitled' && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
  return hasFiles ? undefined : openDocument(uri);
}

/** Of tabs rather than documents: VS Code keeps large files from extensions, and custom editors have none. */
export function isUnsavedTab(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some((tab) => tab.isDirty && uriOfTab(tab)?.toString() === uri.toString());
}

export function activeTabUri(): vscode.Uri | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab && uriOfTab(tab);
}

export function shownTabUris(): readonly vscode.Uri[] {
  return vscode.window.tabGroups.all.flatMap(({ activeTab }) => (activeTab && uriOfTab(activeTab)) ?? []);
}

function uriOfTab({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}
