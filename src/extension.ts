// The composition root of the extension: builds the services and registers the tables; no I/O, no business rule.
import * as vscode from 'vscode';
import { commands } from './app/commands';
import { ExplorerView } from './ui/explorerView';
import { registerCommands } from './ui/registerCommands';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('AWS Batch', { log: true });
  const explorer = new ExplorerView();
  context.subscriptions.push(log, explorer, registerCommands(commands, { explorer, log }));
}
