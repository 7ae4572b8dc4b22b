// What a line leaves switched on for the next one of its stream, as terminals have it: colours and weights last until they
// are reset. Kept as one SGR sequence, so that a line stays something that can be drawn alone.
import { type ParseToken, createAnsiSequenceParser, decorations, namedColors } from 'ansi-sequence-parser';
import { readable, sgrOf } from './logText';

const codes = new Map<string, number>(Object.entries(decorations).map(([code, name]) => [name, Number(code)]));
codes.set('overline', 53);

/** Programs write the same few sequences in every line, and to parse them takes longer than all else about a line. */
const known = new Map<string, string>();
const maxKnown = 1_000;
const longestKnown = 200;

/** @param carry what the line before left on; empty: nothing */
export function carryAfter(carry: string, text: string): string {
  if (!text.includes('\x1b')) return carry;
  const sequences = sgrOf(text);
  if (sequences === '') return carry;
  const all = `${carry}${sequences}`;
  const found = known.get(all);
  if (found !== undefined) return found;
  const [token] = createAnsiSequenceParser()
    .parse(`${readable(all)}x`)
    .slice(-1);
  const left = token === undefined ? '' : sequenceOf(token);
  if (known.size >= maxKnown) known.clear();
  if (all.length <= longestKnown) known.set(all, left);
  return left;
}

function sequenceOf({ foreground, background, decorations: on }: ParseToken): string {
  const parts = [
    ...[...on].flatMap((name) => codes.get(name) ?? []),
    ...colourCodes(foreground, 30),
    ...colourCodes(background, 40),
  ];
  return parts.length === 0 ? '' : `\x1b[${parts.join(';')}m`;
}

/** @param base 30 for the foreground, 40 for the background */
function colourCodes(colour: ParseToken['foreground'], base: number): readonly number[] {
  if (colour === null) return [];
  if (colour.type === 'rgb') return [base + 8, 2, ...colour.rgb];
  if (colour.type === 'table') return [base + 8, 5, colour.index];
  const at = namedColors.indexOf(colour.name);
  return [at < 8 ? base + at : base + 60 + at - 8];
}
