// Registers the command table. Here, and nowhere else, is what a command throws caught.
import * as vscode from 'vscode';
import type { Command, Services } from '../app/commands/command';
import { UserCancelled } from '../app/commands/userCancelled';
import { messageOf } from '../core/errors';

type CommandLog = {
  error(message: string, cause: unknown): void;
  show(): void;
};

export function registerCommands(
  commands: Readonly<Record<string, Command>>,
  services: Services,
  log: CommandLog,
): vscode.Disposable {
  const registered = Object.entries(commands).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (target?: unknown, selection?: readonly unknown[]) => {
      try {
        await command(services, target, selection);
      } catch (error) {
        if (error instanceof UserCancelled) return;
        log.error(`${id} failed.`, error);
        showError(messageOf(error), log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Not awaited: the command has ended, whether the message is read or not. */
function showError(message: string, log: CommandLog): void {
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(message, showLog).then((chosen) => {
    if (chosen === showLog) log.show();
  });
}
