// Tooltips in Markdown, of values that may hold anything.
import { formatDuration } from '../../core/time';
import type { TreeContext } from './nodeKind';

/** Text that stands for itself: no mark-up, no link, no line break. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~&:$]/g, '\\$&');
}

export function bold(text: string): string {
  return `**${plain(text)}**`;
}

export function code(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

/** Paragraphs, without those that are undefined or empty. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** One line each: a name and a value that is Markdown already. */
export function facts(...rows: readonly (readonly [name: string, value: string | undefined])[]): string {
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${plain(name)}: ${value}`])).join('  \n');
}

/** Local time, and how long ago. @param timeMs since 1970 */
export function moment(timeMs: number | undefined, { format, t, now }: TreeContext): string | undefined {
  if (timeMs === undefined) return undefined;
  const ago = now - timeMs;
  const relative = ago < 0 ? t('in {0}', formatDuration(-ago)) : t('{0} ago', formatDuration(ago));
  return plain(`${format.dateTime(timeMs)} (${relative})`);
}
