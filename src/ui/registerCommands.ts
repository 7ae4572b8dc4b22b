// Registers the commands of the manifest. Here, and nowhere else, is what a command throws caught.
import * as vscode from 'vscode';
import type { Command } from '../app/commands/command';
import { isTyped, readArguments } from '../app/commands/typedArguments';
import { UserCancelled } from '../app/commands/userCancelled';
import type { Services } from '../app/services';
import { showError } from './errorMessage';

type CommandTable<Needs> = Readonly<Record<string, Command<Needs, unknown>>>;

/**
 * @param ids as the manifest has them
 * @param load gives a row for each of them
 */
export function registerCommands<Needs>(
  ids: readonly string[],
  load: () => Promise<CommandTable<Needs>>,
  services: Needs & Pick<Services, 'log'>,
): vscode.Disposable {
  const { log } = services;
  const registered = ids.map((id) => {
    const command: Command<Needs, unknown> = async (...asked) => (await load())[id]?.(...asked);
    return vscode.commands.registerCommand(id, async (target?: unknown, selection?: readonly unknown[]) => {
      if (isTyped(target)) return call(id, command, services, target);
      try {
        return await command(services, target, selection);
      } catch (error) {
        showError(error, id, log);
        return undefined;
      }
    });
  });
  return vscode.Disposable.from(...registered);
}

/** Another extension or a key binding calls: it gets the result, or the error. What the user cancels has no result. */
async function call<Needs>(
  id: string,
  command: Command<Needs, unknown>,
  services: Needs & Pick<Services, 'log'>,
  argument: unknown,
): Promise<unknown> {
  try {
    const { target, selection } = readArguments(id, argument, vscode.l10n.t);
    return await command(services, target, selection);
  } catch (error) {
    if (error instanceof UserCancelled) return undefined;
    services.log.error(`${id} failed.`, error);
    throw error;
  }
}
