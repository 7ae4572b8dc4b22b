// A file on a disk as the input of a run.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { InputFile } from '../app/ports';
import { AppError } from '../core/errors';

const chunkBytes = 256 * 1024;

/** @throws AppError `invalid` when it is not there or not a file that can be read twice. */
export function diskFile(path: string): InputFile {
  const name = basename(path);
  let status;
  try {
    status = statSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if (status.isDirectory()) {
    throw new AppError('invalid', `"${path}" is a directory. Give a text file with one item a line.`);
  }
  if (!status.isFile()) {
    throw new AppError('invalid', `"${path}" is not a regular file, and it must be read twice. Copy it into a file.`);
  }
  return {
    name,
    async *open(signal) {
      try {
        for await (const chunk of createReadStream(path, { signal, highWaterMark: chunkBytes })) {
          yield chunk as Uint8Array;
        }
      } catch (cause) {
        signal.throwIfAborted();
        throw unreadable(path, cause);
      }
    },
  };
}

function unreadable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why: Partial<Record<string, string>> = {
    ENOENT: `There is no file "${path}".`,
    ENOTDIR: `There is no file "${path}": a part of the path is not a folder.`,
    EACCES: `"${path}" may not be read: its permissions forbid it to this user.`,
    EPERM: `"${path}" may not be read: its permissions forbid it to this user.`,
  };
  const text = (typeof code === 'string' ? why[code] : undefined) ?? `"${path}" cannot be read: ${String(cause)}`;
  return new AppError('invalid', text, { cause });
}
