// Tells the user what went wrong with something they just did, with the log and, where there is one, what helps.
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import { explain } from '../app/explain';
import type { Log } from '../app/services';
import { messageOf } from '../core/errors';

/** Not awaited: what failed has ended, whether the message is read or not. Nothing is said when the user cancelled. */
export function showError(error: unknown, what: string, log: Pick<Log, 'error' | 'show'>): void {
  if (error instanceof UserCancelled) return;
  log.error(`${what} failed.`, error);
  const action = explain(error, vscode.l10n.t)?.action;
  const showLog = vscode.l10n.t('Show Log');
  const labels = action === undefined ? [showLog] : [action.label, showLog];
  void vscode.window.showErrorMessage(messageOf(error), ...labels).then((chosen) => {
    if (chosen === showLog) log.show();
    else if (chosen !== undefined && action !== undefined) void vscode.commands.executeCommand(action.command);
  });
}
