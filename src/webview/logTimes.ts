// Points of time as the panel writes them.
import type { TimeStyle } from './ui';

const pad = (part: number, length = 2): string => String(part).padStart(length, '0');

/** `14:03:05.120`, in UTC with a `Z`; nothing when times are off. */
export function formatTime(timeMs: number, style: TimeStyle): string {
  const date = new Date(timeMs);
  if (style === 'off' || Number.isNaN(date.getTime())) return '';
  if (style === 'utc') return `${date.toISOString().slice(11, 23)}Z`;
  const seconds = `${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${seconds}`;
}

/** With the day: for a hover and for what is copied. */
export function formatDateTime(timeMs: number, style: Exclude<TimeStyle, 'off'>): string {
  const date = new Date(timeMs);
  if (Number.isNaN(date.getTime())) return '';
  if (style === 'utc') return date.toISOString();
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${formatTime(timeMs, 'local')}`;
}
