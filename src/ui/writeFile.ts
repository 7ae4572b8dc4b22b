// Writes a file whole, or leaves what was there before.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { AppError } from '../core/errors';
import { fileError } from './fileError';
import { maxVirtualBytes } from './inputFile';
import { nameOfUri } from './openDocuments';

/**
 * @returns how many bytes it has
 * @throws AppError `invalid` when it cannot be written; what the chunks throw; the signal's reason
 */
export function writeFile(uri: vscode.Uri, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
  return uri.scheme === 'file' ? writeOnDisk(uri, chunks, signal) : writeElsewhere(uri, chunks, signal);
}

/** Beside its place first: cancelling leaves neither a part of it nor an older file cut. */
async function writeOnDisk(uri: vscode.Uri, chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
  const partPath = `${uri.fsPath}.${randomUUID().slice(0, 8)}.part`;
  const onDisk = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw fileError(uri, cause);
    });
  const file = await onDisk(open(partPath, 'wx'));
  let sizeBytes = 0;
  try {
    try {
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        await onDisk(file.writeFile(chunk));
        sizeBytes += chunk.length;
      }
      signal.throwIfAborted();
    } finally {
      await onDisk(file.close());
    }
    await onDisk(rename(partPath, uri.fsPath));
  } catch (cause) {
    await rm(partPath, { force: true });
    throw cause;
  }
  return sizeBytes;
}

async function writeElsewhere(
  uri: vscode.Uri,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  const held: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    held.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes > maxVirtualBytes) {
      const limit = maxVirtualBytes / 1024 ** 2;
      const text = vscode.l10n.t('{0} would have more than {1} MiB: choose a place on a disk.', nameOfUri(uri), limit);
      throw new AppError('invalid', text);
    }
  }
  try {
    await vscode.workspace.fs.writeFile(uri, Buffer.concat(held));
  } catch (cause) {
    throw fileError(uri, cause);
  }
  return sizeBytes;
}
