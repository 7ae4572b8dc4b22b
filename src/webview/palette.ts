// The theme's colours as a canvas needs them.
import { colourVariable, stateOrder, statusClass } from './childStates';

export type Palette = {
  readonly states: Readonly<Record<string, string>>;
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly border: string;
  readonly focus: string;
  readonly selection: string;
  readonly font: string;
  readonly isHighContrast: boolean;
};

export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    states: Object.fromEntries(stateOrder.map((letter) => [letter, read(colourVariable(letter))])),
    foreground: read('--panel-foreground'),
    muted: read('--panel-muted'),
    background: read('--panel-background'),
    border: read('--panel-border'),
    focus: read('--panel-focus'),
    selection: read('--panel-foreground'),
    font: style.fontFamily,
    isHighContrast: /\bvscode-high-contrast/.test(document.body.className),
  };
}

const onColour = new Map<string, string>();
let probe: CanvasRenderingContext2D | null | undefined;

/** Black or white, whichever is read better on a colour. */
export function textOn(colour: string): string {
  const known = onColour.get(colour);
  if (known !== undefined) return known;
  probe ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  let answer = '#000000';
  if (probe) {
    probe.fillStyle = '#808080';
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
    const part = (value: number): number => (value / 255) ** 2.2;
    const luminance = 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
    answer = luminance > 0.18 ? '#000000' : '#ffffff';
  }
  onColour.set(colour, answer);
  return answer;
}

/** Gives the page the colours of letters on the colours of states: `--on-failed`, … */
export function setLetterColours(element: HTMLElement): void {
  const { states } = readPalette();
  for (const [letter, colour] of Object.entries(states)) {
    element.style.setProperty(`--on-${statusClass(letter)}`, textOn(colour));
  }
}
