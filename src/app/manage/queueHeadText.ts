// The head of a queue as a text with columns: position, since when, name and id of each job, and its share where there are any.
import type { JobSummary } from '../../core/job';
import type { QueueFront } from '../../core/queueFront';
import { formatDuration } from '../../core/time';
import type { Translate } from '../l10n';

export type QueueHead = {
  readonly queueName: string;
  readonly isFairShare: boolean;
  readonly front: QueueFront;
  /** Those of the front that could be described. */
  readonly jobs: readonly JobSummary[];
  readonly nowMs: number;
};

export function queueHeadText({ queueName, isFairShare, front, jobs, nowMs }: QueueHead, t: Translate): string {
  const order = isFairShare
    ? t('Its scheduling policy shares it out: a new job can overtake others.')
    : t('First in, first out.');
  const used = front.usedVcpus === undefined ? [] : [t('vCPUs that the queue uses now: {0}', front.usedVcpus)];
  const ofShares = isFairShare ? sharesText(front, t) : [];
  const intro = [t('Next in {0}, at {1}', queueName, new Date(nowMs).toISOString()), order, ...used, ...ofShares, ''];
  if (front.jobs.length === 0) {
    return lines([...intro, t('No job is RUNNABLE. A job that has just come is listed after a moment.')]);
  }
  const known = new Map(jobs.map((job) => [job.jobId, job]));
  const rows = front.jobs.map(({ jobId, since }, index) => [
    String(index + 1),
    since === undefined ? '–' : formatDuration(nowMs - since),
    since === undefined ? '–' : new Date(since).toISOString(),
    jobId,
    ...(isFairShare ? [known.get(jobId)?.shareIdentifier ?? '–'] : []),
    known.get(jobId)?.jobName ?? '–',
  ]);
  const share = isFairShare ? [t('share')] : [];
  return lines([...intro, ...columns([[t('place'), t('for'), t('since'), t('id'), ...share, t('job')], ...rows])]);
}

/** `vCPUs by share: research 4, night 1` */
function sharesText({ shares = [] }: QueueFront, t: Translate): readonly string[] {
  const used = shares.filter(({ usedVcpus }) => usedVcpus > 0);
  const texts = used.map(({ shareIdentifier, usedVcpus }) => `${shareIdentifier} ${usedVcpus}`);
  return texts.length === 0 ? [] : [t('vCPUs that run now, by share: {0}', texts.join(', '))];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
