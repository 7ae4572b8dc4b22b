// Offers the tools to language models. What one throws is told to the model by VS Code.
import * as vscode from 'vscode';
import { checkInput } from '../app/checkInput';
import { tools } from '../app/tools';
import { runTool } from '../app/tools/runTool';
import type { Tool, ToolServices } from '../app/tools/tool';

export function registerTools(services: ToolServices): vscode.Disposable {
  const registered = Object.entries(tools).map(([name, tool]) =>
    vscode.lm.registerTool(name, {
      prepareInvocation: ({ input }) => prepared(name, tool, input, services),
      invoke: async ({ input }, token) => {
        const abort = new AbortController();
        const subscription = token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
        try {
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
