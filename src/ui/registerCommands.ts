// Registers the command table. Here, and nowhere else, is what a command throws caught.
import * as vscode from 'vscode';
import type { Command } from '../app/commands/command';
import type { Services } from '../app/services';
import { showError } from './errorMessage';

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
        showError(error, id, log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
