// Numbers and times as the language of this VS Code writes them.
import * as vscode from 'vscode';
import type { Formats } from '../app/tree/nodeKind';

export function makeFormats(): Formats {
  const { language } = vscode.env;
  const number = lazy(() => new Intl.NumberFormat(language));
  const dateTime = lazy(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }));
  const day = lazy(() => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }));
  const clock = lazy(() => new Intl.DateTimeFormat(language, { timeStyle: 'medium' }));
  return {
    count: (value) => number().format(value),
    dateTime: (timeMs) => dateTime().format(timeMs),
    clock: (timeMs) =>
      new Date(timeMs).toDateString() === new Date().toDateString()
        ? clock().format(timeMs)
        : `${day().format(timeMs)}, ${clock().format(timeMs)}`,
  };
}

/** The four formats together cost 30 ms, which activation does not have to spare. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
