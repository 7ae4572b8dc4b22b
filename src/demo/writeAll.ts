// Writes a stream of bytes to stdout as fast as its reader takes them.
import { AppError } from '../core/errors';

/**
 * @returns false when the reader went away before the end (`| head`), which is its right
 * @throws AppError `invalid` when stdout does not take it (a full disk); the signal's reason
 */
export async function writeAll(
  chunks: AsyncIterable<Uint8Array>,
  stream: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<boolean> {
  // The callback of each write tells of the same error; without a listener it would end the process.
  const ignore = (): void => undefined;
  stream.on('error', ignore);
  for await (const chunk of chunks) {
    if (!(await write(chunk, stream, signal))) return false;
  }
  return true;
}

function write(chunk: Uint8Array, stream: NodeJS.WritableStream, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    stream.write(chunk, (error) => {
      signal.removeEventListener('abort', onAbort);
      if (error === undefined || error === null) resolve(true);
      else if (isReaderGone(error)) resolve(false);
      else
        reject(
          new AppError('invalid', `The result could not be written to stdout: ${error.message}`, { cause: error }),
        );
    });
  });
}

function isReaderGone(error: Error): boolean {
  // EOF is what Windows says of a closed pipe.
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED');
}
