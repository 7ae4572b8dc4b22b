// Offers the tools to language models. What one throws is told to the model by VS Code.
import * as vscode from 'vscode';
import { checkInput } from '../app/checkInput';
import type { Tool, ToolServices } from '../app/tools/tool';
import type { Later } from './loadLater';

/** @param names as the manifest has them */
export function registerTools(names: readonly string[], later: Later, services: ToolServices): vscode.Disposable {
  const registered = names.map((name) =>
    vscode.lm.registerTool(name, {
      prepareInvocation: async ({ input }) => {
        const { toolOf } = await later();
        return prepared(name, toolOf(name, services), input, services);
      },
      invoke: async ({ input }, token) => {
        const abort = new AbortController();
        const subscription = token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
        try {
          const { runTool } = await later();
          const text = await runTool(name, input, services, abort.signal);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        } finally {
          subscription.dispose();
        }
      },
    }),
  );
  return vscode.Disposable.from(...registered);
}

function prepared(name: string, tool: Tool, input: unknown, services: ToolServices): vscode.PreparedToolInvocation {
  const checked = checkInput(name, tool.schema, input, services.t);
  const confirmation = tool.confirmation?.(checked, services);
  return {
    invocationMessage: tool.progress(checked, services),
    ...(confirmation && {
      confirmationMessages: { title: confirmation.title, message: new vscode.MarkdownString(confirmation.message) },
    }),
  };
}
