// One number of the benchmark, as a JSON line and as a row of the table at the end.
import { loadavg } from 'node:os';

export type Unit = 's' | 'ms' | 'MiB' | 'KiB' | 'requests/s' | 'calls';

export type Measurement = {
  /** What was measured, e.g. `pipeline, 1000 lines`. */
  readonly measure: string;
  readonly value: number;
  readonly unit: Unit;
  /** The yardstick, measured in the same run. */
  readonly beside?: { readonly what: string; readonly value: number };
  /** The figure that the aim is about, where it is not the value itself. */
  readonly figure?: Figure;
  readonly aim?: { readonly text: string; readonly isMet: boolean };
  /** What helps to understand the number. */
  readonly detail?: Readonly<Record<string, number>>;
};

export type Figure = { readonly kind: 'ratio' | 'overhead percent' | 'growth MiB'; readonly value: number };

export type Report = (measurement: Measurement) => void;

/** Prints each measurement when it is known, and keeps them for the table. */
export class Measurements {
  private readonly rows: { readonly measurement: Measurement; readonly loadAverage: number }[] = [];

  readonly report: Report = (measurement) => {
    // Numbers of a busy machine can be compared within one run only, so its load stands beside each of them.
    const loadAverage = round(loadavg()[0] ?? 0);
    this.rows.push({ measurement, loadAverage });
    process.stdout.write(`${JSON.stringify({ ...measurement, loadAverage }, rounded)}\n`);
  };

  /** In Markdown. */
  table(): string {
    const head = ['measure', 'value', 'beside', '', 'aim', 'load'];
    const rows = this.rows.map(({ measurement, loadAverage }) => cellsOf(measurement, loadAverage));
    const widths = head.map((title, i) =>
      Math.max(...[title, ...rows.map((row) => row[i] ?? '')].map((c) => c.length)),
    );
    const line = (cells: readonly string[]): string =>
      `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`;
    return line(head) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
  }
}

function cellsOf({ measure, value, unit, beside, figure, aim }: Measurement, loadAverage: number): readonly string[] {
  return [
    measure,
    `${round(value)} ${unit}`,
    beside === undefined ? '' : `${round(beside.value)} ${unit} (${beside.what})`,
    figure === undefined ? '' : figureText(figure),
    aim === undefined ? '' : `${aim.text}: ${aim.isMet ? 'met' : 'MISSED'}`,
    String(loadAverage),
  ];
}

function figureText({ kind, value }: Figure): string {
  switch (kind) {
    case 'ratio':
      return `${value.toFixed(2)} times`;
    case 'overhead percent':
      return `${value < 0 ? '' : '+'}${value.toFixed(0)} %`;
    case 'growth MiB':
      return `+${value.toFixed(0)} MiB`;
  }
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? round(value) : value;
}

/** Three digits that count. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}
