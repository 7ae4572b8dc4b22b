// What went wrong with a file, in a sentence that names it.
import * as vscode from 'vscode';
import { AppError, messageOf } from '../core/errors';

/** AppErrors pass as they are. */
export function fileError(uri: vscode.Uri, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const path = uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
  return new AppError('invalid', textOf(path, cause), { cause });
}

function textOf(path: string, cause: unknown): string {
  const t = vscode.l10n.t;
  switch (codeOf(cause)) {
    case 'FileNotFound':
    case 'ENOENT':
    case 'ENOTDIR':
      return t('There is no file {0}: it was deleted, moved or renamed.', path);
    case 'NoPermissions':
    case 'EACCES':
    case 'EPERM':
      return t('{0} cannot be opened: its permissions do not allow it.', path);
    case 'EISDIR':
    case 'FileIsADirectory':
      return t('{0} is a folder.', path);
    case 'ENOSPC':
      return t('{0} cannot be written: the disk is full.', path);
    default:
      return t('{0} cannot be read or written: {1}', path, messageOf(cause));
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
