// Tells VS Code the state of the connection and what was done, for conditions of menus, welcome texts and the walkthrough.
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

const doneKeys = { submitPipeline: 'awsBatch.hasSubmitted' } as const;

/** For the walkthrough, which awaits `onContext:` of these. */
export function markDone(step: keyof typeof doneKeys): void {
  setContext(doneKeys[step], true);
}

function setContext(key: string, value: string | boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
