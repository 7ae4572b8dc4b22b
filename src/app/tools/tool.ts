// What a tool for language models is: checked JSON in, bounded text out.
import type * as v from 'valibot';
import type { Services } from '../services';

export type ToolServices = Pick<Services, 'sessions' | 't' | 'clock' | 'files' | 'workspaceMemory' | 'log'>;

export type Tool<Schema extends v.GenericSchema = v.GenericSchema> = {
  /** Of its input; `inputSchema` of the manifest says the same to models. */
  readonly schema: Schema;
  /** Said while it runs. */
  readonly progress: (input: v.InferOutput<Schema>, services: ToolServices) => string;
  /** What the user has to agree to first, in Markdown; absent: it changes nothing. */
  readonly confirmation?: (
    input: v.InferOutput<Schema>,
    services: ToolServices,
  ) => { readonly title: string; readonly message: string };
  /** @throws AppError */
  readonly run: (input: v.InferOutput<Schema>, services: ToolServices, signal: AbortSignal) => Promise<object>;
};

export function makeTool<Schema extends v.GenericSchema>(tool: Tool<Schema>): Tool {
  return tool as unknown as Tool;
}
