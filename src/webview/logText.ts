// One line of a log as spans: colours of SGR sequences kept, other escape sequences removed, whatever could hide or
// reorder text shown as a visible escape.
import { type ParseToken, createAnsiSequenceParser, createColorPalette, namedColors } from 'ansi-sequence-parser';

export type Span = {
  readonly text: string;
  readonly classes: string;
  /** CSS colours that are not in the theme: 256 colours and RGB. */
  readonly foreground?: string;
  readonly background?: string;
};

/**
 * Control characters (but for the tab), marks of text direction, invisible characters and halves of characters. Joiners
 * stay: emoji and several scripts need them, and they hide nothing.
 */
const unseen =
  /[\0-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Without a memory of where it was, which `test` would leave in the one above. */
const anyUnseen = new RegExp(unseen.source, 'u');

/** Sequences of terminals: OSC and other strings with their end, CSI, and the short ones. */
const escapes =
  /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]+[0-~]|\x1b[0-9=>A-OQ-WYZ\\a-z]/g;
const sgr = /^\x1b\[[\d;:]*m$/;
const strayEscape = /\x1b(?!\[[\d;]*m)/;

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\0': '\\0' };

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return names[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex.padStart(4, '0')}}`);
}

function isPlain(text: string): boolean {
  return !anyUnseen.test(text);
}

/** For names, reasons and other short texts: nothing in them is invisible or turns text around. */
export function visible(text: string): string {
  return isPlain(text) ? text : text.replace(unseen, escapeOf);
}

/** The same for texts of several lines. */
export function visibleLines(text: string): string {
  return isPlain(text) ? text : text.split(/\r?\n/).map(visible).join('\n');
}

/** The line as it is searched and copied. */
export function plainText(text: string): string {
  return isPlain(text) ? text : text.replace(escapes, '').replace(unseen, escapeOf);
}

/** The sequences of a line that set colours and weights, one after the other. */
export function sgrOf(text: string): string {
  return (text.match(escapes) ?? []).filter((sequence) => sgr.test(sequence)).join('');
}

/** Sequences as the parser takes them: no colour space before RGB, no colons, and nothing left out, which stands for 0. */
export function readable(sequence: string): string {
  return sequence
    .replaceAll(/([34]8:2:)\d*:(\d+:\d+:\d+)(?![\d:])/g, '$1$2')
    .replaceAll(':', ';')
    .replaceAll(/(?<=[[;])(?=[;m])/g, '0');
}

/** The line as it is drawn. @param carry the sequence that the line before has left on */
export function spansOf(text: string, carry = ''): readonly Span[] {
  if (carry === '' && isPlain(text)) return [{ text, classes: '' }];
  const coloured = carry + text.replace(escapes, (sequence) => (sgr.test(sequence) ? readable(sequence) : ''));
  const parser = createAnsiSequenceParser();
  // The parser takes everything up to the next `m` for a sequence: an escape that begins none is kept from it.
  return coloured
    .split(strayEscape)
    .flatMap((part, at) => [
      ...(at === 0 ? [] : [{ text: escapeOf('\x1b'), classes: 'log-escape' }]),
      ...parser.parse(part).flatMap((token) => visibleSpans(token.value, styleOf(token))),
    ]);
}

function visibleSpans(text: string, style: Omit<Span, 'text'>): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > from) spans.push({ ...style, text: text.slice(from, index) });
    spans.push({ text: escapeOf(character), classes: 'log-escape' });
    from = index + character.length;
  }
  if (from < text.length) spans.push({ ...style, text: text.slice(from) });
  return spans;
}

const palette = createColorPalette();
type Colour = NonNullable<ParseToken['foreground']>;

/** The name of one of the theme's sixteen, or a CSS colour. */
function colourOf(colour: Colour): { readonly name?: string; readonly css?: string } {
  if (colour.type === 'named') return { name: colour.name };
  if (colour.type === 'rgb') return { css: palette.value(colour) };
  const name = namedColors[colour.index];
  if (name !== undefined) return { name };
  return colour.index >= 0 && colour.index <= 255 ? { css: palette.value(colour) } : {};
}

/** Text is never hidden: not by its decoration, and not by a background of the same colour. */
function styleOf({ foreground, background, decorations }: ParseToken): Omit<Span, 'text'> {
  const isReverse = decorations.has('reverse');
  const front = isReverse ? background : foreground;
  const back = isReverse ? foreground : background;
  const fore = front === null ? {} : colourOf(front);
  const isSame = front !== null && back !== null && JSON.stringify(front) === JSON.stringify(back);
  const behind = back === null || isSame ? {} : colourOf(back);
  const classes = [
    ...(fore.name === undefined ? [] : [`fg-${fore.name}`]),
    ...(behind.name === undefined ? [] : [`bg-${behind.name}`]),
    ...(isReverse && back === null ? ['log-reverse'] : []),
    ...[...decorations].filter((word) => word !== 'reverse' && word !== 'hidden').map((word) => `log-${word}`),
  ];
  return { classes: classes.join(' '), foreground: fore.css, background: behind.css };
}

// Letters that take two columns: East Asian ones and emoji.
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;
const notSimple = /[^\x20-\x7e]/;
export const tabColumns = 4;

/** How many columns a line takes in a font of fixed width. */
export function columnsOf(text: string): number {
  if (!notSimple.test(text)) return text.length;
  const plain = plainText(text);
  return plain.length + (plain.match(wide)?.length ?? 0) + (plain.split('\t').length - 1) * (tabColumns - 1);
}
