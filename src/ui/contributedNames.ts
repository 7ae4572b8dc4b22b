// The names of what the manifest contributes, which VS Code shows before the extension is loaded.
import type { Extension } from 'vscode';

/** Of the run panel's webview; `onWebviewPanel:` names it too. */
export const runPanelType = 'awsBatch.run';

type Manifest = {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
};

export function contributedNames({ packageJSON }: Pick<Extension<unknown>, 'packageJSON'>): {
  readonly commandIds: readonly string[];
  readonly toolNames: readonly string[];
} {
  const { contributes } = packageJSON as Manifest;
  return {
    commandIds: contributes.commands.map(({ command }) => command),
    toolNames: contributes.languageModelTools.map(({ name }) => name),
  };
}
