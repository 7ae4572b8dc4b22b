// A run's progress in words, and in a bar.
import type { StatusCounts } from '../core/arrayJob';
import { type KnownJobStatus, isTerminal } from '../core/jobStatus';
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

export function stateOf({ status }: JobProgress): StepState {
  if (!isTerminal(status)) return 'active';
  return status === 'SUCCEEDED' ? 'done' : 'failed';
}

/** `████▒▒··  4/7  4 SUCCEEDED · 2 RUNNING · 1 RUNNABLE`; of a plain job its state. */
export function splitText(split: JobProgress, childCount: number, style: Style): string {
  if (childCount === 1) return jobText(split);
  const { counts } = split;
  const ended = counts.SUCCEEDED + counts.FAILED;
  const words = order
    .filter((status) => counts[status] > 0)
    .map((status) => style.color(colorOf(status), `${counts[status]} ${status}`))
    .join(style.signs.separator);
  return `${bar(counts, childCount, style)}  ${ended}/${childCount}  ${words === '' ? split.status : words}`;
}

export function mergeText({ split, merge }: RunSnapshot): string {
  const isWaiting = (merge.status === 'PENDING' || merge.status === 'SUBMITTED') && !isTerminal(split.status);
  return isWaiting ? `${merge.status}: waits for the split` : jobText(merge);
}

function jobText({ status, statusReason }: JobProgress): string {
  return statusReason === undefined || status === 'SUCCEEDED' ? status : `${status}: ${statusReason}`;
}

function bar(counts: StatusCounts, childCount: number, { color, signs }: Style): string {
  const [succeeded, failed, running, waiting] = signs.bar;
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
