// Tells VS Code the state of the connection, for the conditions of menus and of the view's welcome texts.
import * as vscode from 'vscode';
import type { SessionState, SessionsPort } from '../app/session';

/**
 * - `awsBatch.connection`: `local`, `aws` or `endpoint`
 * - `awsBatch.status`: `idle`, `opening`, `open` or `broken`
 * - `awsBatch.brokenBy`: the kind of the error of a broken connection, see core/errors.ts; else `''`
 *
 * @returns a function that ends it.
 */
export function keepContextKeys(sessions: SessionsPort): () => void {
  const set = (state: SessionState): void => {
    setContext('awsBatch.connection', state.connection.kind);
    setContext('awsBatch.status', state.status);
    setContext('awsBatch.brokenBy', state.status === 'broken' ? state.error.kind : '');
  };
  set(sessions.state);
  return sessions.onDidChange(set);
}

function setContext(key: string, value: string): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
