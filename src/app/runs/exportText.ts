// Runs as JSON or CSV, for other programs.
import { connectionKey } from '../../core/connection';
import type { LedgerRun } from '../ledger/foldLedger';

export function runsAsJson(runs: readonly LedgerRun[]): string {
  return `${JSON.stringify(runs, undefined, 2)}\n`;
}

const columns: readonly (readonly [name: string, value: (run: LedgerRun) => string | number | undefined])[] = [
  ['id', ({ id }) => id],
  ['name', ({ jobName }) => jobName],
  ['origin', ({ origin }) => origin],
  ['connection', ({ connection }) => connectionKey(connection)],
  ['queue', ({ jobQueue }) => jobQueue],
  ['submitted', ({ recordedAt }) => timeOf(recordedAt)],
  ['status', ({ looks }) => looks.at(-1)?.status],
  ['reason', ({ looks }) => looks.at(-1)?.statusReason],
  ['started', ({ looks }) => timeOf(looks.at(-1)?.startedAt)],
  ['stopped', ({ looks }) => timeOf(looks.at(-1)?.stoppedAt)],
  ['exit code', ({ looks }) => looks.at(-1)?.exitCode],
  ['attempts', ({ end }) => end?.jobs[0]?.attempts.length],
  ['children', ({ childCount }) => childCount],
  ['failed', ({ looks }) => looks.at(-1)?.failedCount],
  ['child median ms', ({ end }) => end?.children?.medianMs],
  ['child p95 ms', ({ end }) => end?.children?.p95Ms],
  ['child slowest ms', ({ end }) => end?.children?.slowest[0]?.[1]],
  ['most frequent failure', ({ end }) => end?.failures[0]?.reason],
  ['result bytes', ({ end }) => end?.resultBytes],
  ['result', ({ result }) => (result === undefined ? undefined : `s3://${result.bucket}/${result.key}`)],
  ['pinned', ({ isPinned }) => (isPinned ? 'yes' : '')],
  ['note', ({ note }) => note],
];

/** RFC 4180. */
export function runsAsCsv(runs: readonly LedgerRun[]): string {
  const lines = [columns.map(([name]) => name), ...runs.map((run) => columns.map(([, value]) => value(run)))];
  return lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function timeOf(timeMs: number | undefined): string | undefined {
  return timeMs === undefined ? undefined : new Date(timeMs).toISOString();
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  // What begins so would be a formula in a spreadsheet, and names and notes are anybody's.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
