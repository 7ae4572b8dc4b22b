// How text looks on a terminal: colors and signs, or neither.
import { styleText } from 'node:util';

export type Color = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

export type Style = {
  readonly color: (color: Color, text: string) => string;
  readonly signs: Signs;
};

/** Every sign differs in shape too: nobody must tell colors apart. */
type Signs = {
  readonly done: string;
  readonly failed: string;
  readonly waiting: string;
  readonly spinner: readonly string[];
  /** Of a bar: ended well, failed, running, waiting. */
  readonly bar: readonly [succeeded: string, failed: string, running: string, waiting: string] | undefined;
  readonly separator: string;
  readonly arrow: string;
};

const unicodeSigns: Signs = {
  done: '✔',
  failed: '✖',
  waiting: '·',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  bar: ['█', '✖', '▒', '·'],
  separator: ' · ',
  arrow: '→',
};

const asciiSigns: Signs = {
  done: '+',
  failed: 'x',
  waiting: '.',
  spinner: ['-', '\\', '|', '/'],
  bar: ['#', 'x', '=', '.'],
  separator: ', ',
  arrow: '->',
};

/** For lines that are read later: a bar says nothing there. */
export const plainStyle: Style = { color: (_, text) => text, signs: { ...asciiSigns, bar: undefined } };

export function terminalStyle(environment: Readonly<Record<string, string | undefined>>): Style {
  return {
    color: (color, text) => styleText(color, text),
    signs: canShowUnicode(environment) ? unicodeSigns : asciiSigns,
  };
}

/** The old console of Windows and a Linux console have no braille; a locale that is not UTF-8 has none of it. */
function canShowUnicode(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { TERM, TERM_PROGRAM, WT_SESSION, LC_ALL, LC_CTYPE, LANG } = environment;
  if (process.platform === 'win32') return WT_SESSION !== undefined || TERM_PROGRAM === 'vscode';
  if (TERM === 'linux') return false;
  return process.platform === 'darwin' || /utf-?8/i.test(LC_ALL ?? LC_CTYPE ?? LANG ?? '');
}

/** Cuts a line so that a terminal does not wrap it; escape sequences take no room and are never cut. */
export function fitLine(line: string, columns: number): string {
  let room = columns;
  let fitted = '';
  for (const [piece] of line.matchAll(/\x1b\[[0-9;]*m|[^\x1b]/gu)) {
    if (piece.startsWith('\x1b')) fitted += piece;
    else if (room > 0) {
      fitted += piece;
      room -= 1;
    }
  }
  return fitted;
}
