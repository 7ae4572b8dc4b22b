// Terminals: a shell with an environment, and a command that runs in front of the user.
import * as vscode from 'vscode';

/** How long a new shell gets to say that it can tell when a command ends. */
const integrationTimeoutMs = 5_000;

/** @param environment over the one of VS Code; undefined removes a variable. */
export function openTerminal(name: string, environment: Readonly<Record<string, string | undefined>>): void {
  const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, value ?? null]));
  // Not kept for the next start of VS Code: the environment holds secrets.
  vscode.window
    .createTerminal({ name, env, isTransient: true, iconPath: new vscode.ThemeIcon('server-process') })
    .show();
}

/** @returns the exit code; undefined when the shell does not tell, or the terminal was closed. */
export async function runInTerminal(
  name: string,
  program: string,
  parameters: readonly string[],
): Promise<number | undefined> {
  const terminal = vscode.window.createTerminal({ name, isTransient: true, iconPath: new vscode.ThemeIcon('sign-in') });
  terminal.show();
  const integration = await shellIntegrationOf(terminal);
  if (integration === undefined) {
    terminal.sendText([program, ...parameters].map(quoted).join(' '));
    return undefined;
  }
  const execution = integration.executeCommand(program, [...parameters]);
  return new Promise((resolve) => {
    const subscriptions = [
      vscode.window.onDidEndTerminalShellExecution((end) => {
        if (end.execution === execution) settle(end.exitCode);
      }),
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) settle(undefined);
      }),
    ];
    const settle = (exitCode: number | undefined): void => {
      for (const subscription of subscriptions) subscription.dispose();
      resolve(exitCode);
    };
  });
}

function shellIntegrationOf(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration !== undefined) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const settle = (integration: vscode.TerminalShellIntegration | undefined): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(integration);
    };
    const timer = setTimeout(() => settle(undefined), integrationTimeoutMs);
    const subscription = vscode.window.onDidChangeTerminalShellIntegration((change) => {
      if (change.terminal === terminal) settle(change.shellIntegration);
    });
  });
}

/** Double quotes mean the same to every shell for what profiles may be named. */
function quoted(word: string): string {
  return /^[\w@+.:/=-]+$/.test(word) ? word : `"${word.replaceAll('"', '')}"`;
}
