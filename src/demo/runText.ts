// A run's progress in words, and in a bar.
import type { StatusCounts } from '../core/arrayJob';
import { type JobStatus, type KnownJobStatus, isTerminal } from '../core/jobStatus';
import type { JobProgress, RunSnapshot } from '../app/pipeline/watchRun';
import type { StepState } from './display';
import type { Color, Style } from './style';

const barCells = 24;
/** Ended first: a bar fills from the left. */
const order: readonly KnownJobStatus[] = [
  'SUCCEEDED',
  'FAILED',
  'RUNNING',
  'STARTING',
  'RUNNABLE',
  'PENDING',
  'SUBMITTED',
];

export function splitState({ split }: RunSnapshot): StepState {
  return stateOf(split.status);
}

export function mergeState(snapshot: RunSnapshot): StepState {
  return isMergeWaiting(snapshot) ? 'waiting' : stateOf(snapshot.merge.status);
}

function stateOf(status: JobStatus): StepState {
  if (!isTerminal(status)) return 'active';
  return status === 'SUCCEEDED' ? 'done' : 'failed';
}

function isMergeWaiting({ split, merge }: RunSnapshot): boolean {
  return !isTerminal(split.status) && !isTerminal(merge.status);
}

/** `████▒▒··  4/7: 4 SUCCEEDED · 2 RUNNING · 1 RUNNABLE`; of a plain job its state. */
export function splitText(split: JobProgress, childCount: number, style: Style): string {
  if (childCount === 1) return jobText(split);
  const { counts } = split;
  const ended = counts.SUCCEEDED + counts.FAILED;
  const words = order
    .filter((status) => counts[status] > 0)
    .map((status) => style.color(colorOf(status), `${counts[status]} ${status}`));
  const drawn = style.signs.bar === undefined ? '' : `${bar(counts, childCount, style, style.signs.bar)}  `;
  const all = counts.SUCCEEDED === childCount ? style.color('green', 'SUCCEEDED') : words.join(style.signs.separator);
  return `${drawn}${ended}/${childCount}${all === '' ? '' : `  ${all}`}`;
}

export function mergeText(snapshot: RunSnapshot): string {
  return isMergeWaiting(snapshot) ? `${snapshot.merge.status}: waits for the split` : jobText(snapshot.merge);
}

function jobText({ status, statusReason }: JobProgress): string {
  return statusReason === undefined || status === 'SUCCEEDED' ? status : `${status}: ${statusReason}`;
}

function bar(
  counts: StatusCounts,
  childCount: number,
  { color }: Style,
  [succeeded, failed, running, waiting]: NonNullable<Style['signs']['bar']>,
): string {
  const shares = [
    { sign: succeeded, color: 'green', count: counts.SUCCEEDED },
    { sign: failed, color: 'red', count: counts.FAILED },
    { sign: running, color: 'cyan', count: counts.RUNNING + counts.STARTING },
  ] as const;
  let filled = 0;
  const pieces = shares.map((share) => {
    // A single failed child of 10,000 must show.
    const wanted = share.count === 0 ? 0 : Math.max(1, Math.floor((share.count / childCount) * barCells));
    const cells = Math.min(wanted, barCells - filled);
    filled += cells;
    return color(share.color, share.sign.repeat(cells));
  });
  return pieces.join('') + color('dim', waiting.repeat(barCells - filled));
}

function colorOf(status: KnownJobStatus): Color {
  if (status === 'SUCCEEDED') return 'green';
  if (status === 'FAILED') return 'red';
  return status === 'RUNNING' || status === 'STARTING' ? 'cyan' : 'dim';
}
