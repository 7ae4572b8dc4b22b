// Texts and tables in Markdown that can be read without being rendered: even columns, and no more escapes than needed.

/** A heading, and what stands below it in a row. */
export type Column<T> = readonly [heading: string, cell: (row: T) => string];

/** Text on a line that begins with other text: no mark-up, no link, no HTML, no end of a cell. */
export function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*[\]<|~&]/g, '\\$&');
}

export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const cells = [
    columns.map(([heading]) => inline(heading)),
    ...rows.map((row) => columns.map(([, cell]) => inline(cell(row)))),
  ];
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
