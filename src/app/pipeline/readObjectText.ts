// Reads a small object whole, as text.
import type { ObjectAddress, StoragePort } from '../ports';

/** @throws AppError `notFound` when there is no such object */
export async function readObjectText(
  address: ObjectAddress,
  storage: StoragePort,
  signal: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const { chunks } = await storage.openObject(address, signal);
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
