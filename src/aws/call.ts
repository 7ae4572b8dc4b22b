// Sends every call to AWS: nothing else in the client does, so that every failure is told in one way.
import { setMaxListeners } from 'node:events';
import type { Client, Command, SmithyResolvedConfiguration } from '@smithy/core/client';
import { toAppError } from './toAppError';

type CallOptions = { readonly abortSignal?: AbortSignal };

/**
 * @param doing what is being done, to begin the error's text with: `Could not <doing>: …`
 * @throws AppError for every failure; the signal's reason when it was aborted.
 */
export async function call<
  ClientInput extends object,
  ClientOutput extends { $metadata: object },
  Config extends SmithyResolvedConfiguration<CallOptions>,
  Input extends ClientInput,
  Output extends ClientOutput,
>(
  doing: string,
  client: Client<CallOptions, ClientInput, ClientOutput, Config>,
  command: Command<Input, Output, Config, ClientInput, ClientOutput>,
  signal: AbortSignal,
): Promise<Output> {
  signal.throwIfAborted();
  // Each request listens to the signal; more than ten at a time are no leak, and no warning for a user.
  setMaxListeners(0, signal);
  try {
    return await client.send(command, { abortSignal: signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw toAppError(`Could not ${doing}`, cause);
  }
}
