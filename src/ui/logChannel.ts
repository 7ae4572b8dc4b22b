// The output channel "AWS Batch".
import * as vscode from 'vscode';
import type { Log } from '../app/services';
import { AppError, messageOf } from '../core/errors';

export class LogChannel implements Log {
  private readonly channel = vscode.window.createOutputChannel('AWS Batch', { log: true });

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  error(message: string, cause: unknown): void {
    this.channel.error(`${message} ${describeCause(cause)}`);
  }

  show(): void {
    this.channel.show();
  }

  dispose(): void {
    this.channel.dispose();
  }
}

/** The text and the stack of each error only: those of the SDK also hold requests, with what signs them. */
function describeCause(cause: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let current = cause; current !== undefined && !seen.has(current);) {
    seen.add(current);
    if (!(current instanceof Error)) return [...parts, messageOf(current)].join('\n  caused by ');
    const details = current instanceof AppError ? [current.kind, current.code, current.requestId] : [];
    const known = details.filter((detail) => detail !== undefined).join(', ');
    parts.push(`${current.stack ?? current.message}${known === '' ? '' : ` [${known}]`}`);
    current = current.cause;
  }
  return parts.join('\n  caused by ');
}
