// A job in words: the row of the tree and its tooltip.
import type { StatusCounts } from '../../core/arrayJob';
import { nameOfArn } from '../../core/arn';
import type { Job, JobSummary } from '../../core/job';
import type { ContainerSettings } from '../../core/jobDefinition';
import { isTerminal, jobStatuses } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import { formatDuration } from '../../core/time';
import { bold, code, facts, moment, paragraphs, plain } from './markdown';
import type { TreeContext } from './nodeKind';
import { explainJobStatus, statusLabel } from './statusText';

/** What a row says beside the name. `withStatus`: where the place in the tree does not tell the state. */
export function jobDescription(job: JobSummary, context: TreeContext, withStatus: boolean): string {
  const { t } = context;
  const status = shownStatus(job);
  const parts = [
    withStatus ? statusLabel(status) : undefined,
    job.isStopping === true && !isTerminal(job.status) ? t('stopping') : undefined,
    arrayProgress(job, context),
    job.nodeCount === undefined ? undefined : t('{0} nodes', job.nodeCount),
    // Of an array AWS says no more than that a child failed.
    status === 'FAILED' && job.array?.counts === undefined ? failureText(job, t) : undefined,
    timeText(job, context),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** `412/1,000 · 3 failed` */
export function arrayProgress({ array }: JobSummary, { format, t }: TreeContext): string | undefined {
  if (array?.size === undefined) return undefined;
  const { size, counts } = array;
  if (counts === undefined) return t('{0} children', format.count(size));
  const ended = `${format.count(counts.SUCCEEDED + counts.FAILED)}/${format.count(size)}`;
  return counts.FAILED > 0 ? `${ended} · ${t('{0} failed', format.count(counts.FAILED))}` : ended;
}

/** The exit code says more than "Essential container in task exited", which AWS tells of every end. */
export function failureText(
  { exitCode, reason, statusReason }: Pick<JobSummary, 'exitCode' | 'reason' | 'statusReason'>,
  t: TreeContext['t'],
): string | undefined {
  const said = reason ?? (exitCode === undefined ? statusReason : undefined);
  const parts = [exitCode === undefined ? undefined : t('exit {0}', exitCode), said];
  const text = parts.filter((part) => part !== undefined).join(' · ');
  return text === '' ? undefined : text;
}

function timeText(job: JobSummary, { format, t }: TreeContext): string | undefined {
  const duration = durationMs(job);
  if (duration !== undefined) return formatDuration(duration);
  const since = job.startedAt ?? job.createdAt;
  return since === undefined || isTerminal(job.status) ? undefined : t('since {0}', format.clock(since));
}

/** How long an ended job has run; undefined when it has not run, or still runs. */
function durationMs({ startedAt, stoppedAt, createdAt, array }: JobSummary): number | undefined {
  // The parent of an array never starts: it lasts from its submission to the end of its last child.
  const from = startedAt ?? (array?.size === undefined ? undefined : createdAt);
  return from === undefined || stoppedAt === undefined ? undefined : stoppedAt - from;
}

export function jobTooltip(job: JobSummary, detail: Job | undefined, context: TreeContext): string {
  const { t } = context;
  const shown = shownStatus(job);
  const words = shown === job.status ? code(job.status) : `${plain(statusLabel(shown))} (${code(job.status)})`;
  const reason = [job.statusReason, job.reason].filter((text) => text !== undefined).map(plain);
  return paragraphs(
    `${bold(job.jobName)} · ${words}`,
    plain(explainJobStatus(job, t)),
    job.isStopping === true && !isTerminal(job.status) ? plain(t('It was cancelled or terminated.')) : undefined,
    reason.length === 0 ? undefined : `> ${reason.join(' · ')}`,
    facts(...countFacts(job, context)),
    facts(...timeFacts(job, context)),
    detail === undefined ? undefined : facts(...detailFacts(detail, context)),
    facts(
      [t('Definition'), job.jobDefinition === undefined ? undefined : code(nameOfArn(job.jobDefinition))],
      [t('Job ID'), code(job.jobId)],
    ),
  );
}

type Fact = readonly [name: string, value: string | undefined];

function countFacts({ array }: JobSummary, context: TreeContext): readonly Fact[] {
  const { t, format, now } = context;
  if (array?.size === undefined) return array?.index === undefined ? [] : [[t('Index'), String(array.index)]];
  const { counts, countedAt, size } = array;
  return [
    [t('Children'), `${format.count(size)}${counts === undefined ? '' : ` · ${countsText(counts, context)}`}`],
    // The service counts now and then: old numbers explain why they differ from the children's own states.
    [t('Counted'), countedAt !== undefined && now - countedAt > 60_000 ? moment(countedAt, context) : undefined],
  ];
}

/** `1 running · 2 succeeded`, without those of which there are none. */
export function countsText(counts: StatusCounts, { format }: TreeContext): string {
  return jobStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${format.count(counts[status])} ${status.toLowerCase()}`)
    .join(' · ');
}

function timeFacts(job: JobSummary, context: TreeContext): readonly Fact[] {
  const { t } = context;
  const duration = durationMs(job);
  return [
    [t('Created'), moment(job.createdAt, context)],
    [t('Started'), moment(job.startedAt, context)],
    [t('Stopped'), moment(job.stoppedAt, context)],
    [t('Duration'), duration === undefined ? undefined : plain(formatDuration(duration))],
    [t('Exit code'), job.exitCode === undefined ? undefined : String(job.exitCode)],
  ];
}

function detailFacts(job: Job, context: TreeContext): readonly Fact[] {
  const { t } = context;
  const attempts = job.maxAttempts === undefined ? undefined : `${job.attempts.length} / ${job.maxAttempts}`;
  return [
    [t('Queue'), job.jobQueue === '' ? undefined : code(nameOfArn(job.jobQueue))],
    ...containerFacts(job.container, context),
    [t('Attempts'), attempts],
    [t('Timeout'), job.timeoutSeconds === undefined ? undefined : plain(formatDuration(job.timeoutSeconds * 1000))],
    [t('Log stream'), job.logStreamName === undefined ? undefined : code(job.logStreamName)],
  ];
}

export function containerFacts(container: ContainerSettings | undefined, { t }: TreeContext): readonly Fact[] {
  const size = sizeText(container, t);
  const command = container?.command;
  return [
    [t('Image'), container?.image === undefined ? undefined : code(container.image)],
    [t('Command'), command === undefined || command.length === 0 ? undefined : code(shortened(command.join(' ')))],
    [t('Size'), size === undefined ? undefined : plain(size)],
  ];
}

const maxCommandLength = 300;

function shortened(text: string): string {
  return text.length > maxCommandLength ? `${text.slice(0, maxCommandLength)}…` : text;
}

/** `0.25 vCPU · 512 MiB` */
export function sizeText(container: ContainerSettings | undefined, t: TreeContext['t']): string | undefined {
  if (container === undefined) return undefined;
  const { vcpus, memoryMib, gpus } = container;
  const parts = [
    vcpus === undefined ? undefined : t('{0} vCPU', vcpus),
    memoryMib === undefined ? undefined : t('{0} MiB', memoryMib),
    gpus === undefined ? undefined : t('{0} GPU', gpus),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}
