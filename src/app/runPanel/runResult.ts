// The first lines of what a run has made.
import { AppError } from '../../core/errors';
import type { ObjectAddress, StoragePort } from '../ports';

export type RunResult =
  | {
      readonly isThere: true;
      readonly sizeBytes: number;
      /** Undefined: it is no text. */
      readonly head?: string;
      readonly isCut: boolean;
    }
  /** `notFound`: somebody has removed it. */
  | { readonly isThere: false; readonly error: AppError };

export const maxHeadChars = 20_000;
/** A character has four bytes at most; of most texts these are many more than are shown. */
const maxHeadBytes = 80_000;

/** Reads no more of the object than is shown. @throws AppError where it is worth trying again */
export async function fetchRunResult(
  address: ObjectAddress,
  storage: Pick<StoragePort, 'openObject'>,
  signal: AbortSignal,
): Promise<RunResult> {
  try {
    const { sizeBytes, chunks } = await storage.openObject(address, signal);
    const decoder = new TextDecoder();
    let head = '';
    let readBytes = 0;
    for await (const chunk of chunks) {
      head += decoder.decode(chunk, { stream: true });
      readBytes += chunk.length;
      if (readBytes >= maxHeadBytes || head.length > maxHeadChars) break;
    }
    if (readBytes >= sizeBytes) head += decoder.decode();
    const isCut = readBytes < sizeBytes || head.length > maxHeadChars;
    const isText = !head.includes('\0');
    return { isThere: true, sizeBytes, isCut, head: isText ? firstLines(head, isCut) : undefined };
  } catch (cause) {
    if (!(cause instanceof AppError) || (cause.kind !== 'notFound' && cause.kind !== 'denied')) throw cause;
    return { isThere: false, error: cause };
  }
}

/** Whole ones, unless there is no end of a line at all. */
function firstLines(text: string, isCut: boolean): string {
  const head = text.slice(0, maxHeadChars);
  const end = head.lastIndexOf('\n');
  return isCut && end > 0 ? head.slice(0, end + 1) : head;
}
