// Shows work that takes long in a notification, which can cancel it.
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import type { Progress } from '../app/ui';

/**
 * What is over in a blink is not announced. It would flicker, and VS Code shows no more than three notices that come
 * within 800 ms: the one that tells the outcome would be the fourth.
 */
const blinkMs = 400;

export async function withProgress<T>(
  title: string,
  task: (progress: Progress, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const latest: { message?: string; percent: number; show?: () => void } = { percent: 0 };
  const report: Progress['report'] = (message, percent = latest.percent) => {
    Object.assign(latest, { message, percent });
    latest.show?.();
  };
  const work = task({ report }, abort.signal);
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => abort.abort(new UserCancelled()));
      let shown = 0;
      latest.show = () => {
        progress.report({ message: latest.message, increment: latest.percent - shown });
        shown = latest.percent;
      };
      latest.show();
      // A failure is told by whoever waits for the work.
      return Promise.allSettled([work]);
    });
  }, blinkMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
