// A file as something to read from its first byte, more than once: on a disk, elsewhere, or in an editor only.
import { createReadStream } from 'node:fs';
import * as vscode from 'vscode';
import type { InputFile } from '../app/ports';
import { AppError } from '../core/errors';
import { fileError } from './fileError';
import { documentOnly, nameOfUri } from './openDocuments';

const chunkBytes = 256 * 1024;
/** VS Code gives a file that is not on a disk only as a whole: so much memory it may take. */
export const maxVirtualBytes = 256 * 1024 * 1024;

export function inputFile(uri: vscode.Uri): InputFile {
  const name = nameOfUri(uri);
  const document = documentOnly(uri);
  if (document !== undefined) {
    // As it is now: what is typed later is not what was planned.
    const bytes = Buffer.from(document.getText());
    return { name, open: (signal) => piecesOf(() => Promise.resolve(bytes), signal) };
  }
  return {
    name,
    open: (signal) => (uri.scheme === 'file' ? streamOf(uri, signal) : piecesOf(() => readWhole(uri), signal)),
  };
}

async function* streamOf(uri: vscode.Uri, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of createReadStream(uri.fsPath, { signal, highWaterMark: chunkBytes })) {
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw fileError(uri, cause);
  }
}

async function* piecesOf(read: () => Promise<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const bytes = await read();
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    signal.throwIfAborted();
    yield bytes.subarray(at, at + chunkBytes);
  }
}

/** @throws AppError `invalid` */
export async function readWhole(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxVirtualBytes) {
      const limit = maxVirtualBytes / 1024 ** 2;
      const text = vscode.l10n.t(
        '{0} is not on a disk, and has more than {1} MiB: save it on a disk first.',
        nameOfUri(uri),
        limit,
      );
      throw new AppError('invalid', text);
    }
    return await vscode.workspace.fs.readFile(uri);
  } catch (cause) {
    throw fileError(uri, cause);
  }
}
