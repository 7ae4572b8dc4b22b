// Connects again when the user trusts the workspace, if that was what was missing.
import * as vscode from 'vscode';
import type { Log } from '../app/services';
import type { SessionsPort } from '../app/session';

export function onTrust(sessions: SessionsPort, log: Pick<Log, 'error'>): vscode.Disposable {
  return vscode.workspace.onDidGrantWorkspaceTrust(() => {
    const { state } = sessions;
    if (state.status !== 'broken' || state.error.kind !== 'untrusted') return;
    // The state of the connection tells of what else is wrong.
    sessions.open().catch((cause: unknown) => log.error('The connection could not be opened.', cause));
  });
}
