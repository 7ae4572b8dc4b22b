// Numbers and times as the language of this VS Code writes them.
import * as vscode from 'vscode';
import type { Formats } from '../app/tree/nodeKind';

export function makeFormats(): Formats {
  const { language } = vscode.env;
  const number = new Intl.NumberFormat(language);
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return {
    count: (value) => number.format(value),
    dateTime: (timeMs) => dateTime.format(timeMs),
    clock: (timeMs) =>
      new Date(timeMs).toDateString() === new Date().toDateString()
        ? clock.format(timeMs)
        : `${day.format(timeMs)}, ${clock.format(timeMs)}`,
  };
}
