// Registers the command table. Here, and nowhere else, is what a command throws caught.
import * as vscode from 'vscode';
import type { Command } from '../app/commands/command';
import { UserCancelled } from '../app/commands/userCancelled';
import { explain } from '../app/explain';
import type { Services } from '../app/services';
import { messageOf } from '../core/errors';

export function registerCommands<Needs>(
  commands: Readonly<Record<string, Command<Needs>>>,
  services: Needs & Pick<Services, 'log'>,
): vscode.Disposable {
  const { log } = services;
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (target?: unknown, selection?: readonly unknown[]) => {
      try {
        await command(services, target, selection);
      } catch (error) {
        if (error instanceof UserCancelled) return;
        log.error(`${id} failed.`, error);
        showError(error, log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Not awaited: the command has ended, whether the message is read or not. */
function showError(error: unknown, log: Services['log']): void {
  const action = explain(error, vscode.l10n.t)?.action;
  const showLog = vscode.l10n.t('Show Log');
  const labels = action === undefined ? [showLog] : [action.label, showLog];
  void vscode.window.showErrorMessage(messageOf(error), ...labels).then((chosen) => {
    if (chosen === showLog) log.show();
    else if (chosen !== undefined && action !== undefined) void vscode.commands.executeCommand(action.command);
  });
}
