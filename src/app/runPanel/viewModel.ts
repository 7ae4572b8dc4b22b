// What the panel shows, made of what is known: nothing is asked for here, and nothing kept.
import { nameOfArn } from '../../core/arn';
import { type StatusCounts, countsOfOne, parentJobId } from '../../core/arrayJob';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import type { Translate } from '../l10n';
import { stateText } from '../jobLog/logPlace';
import { explainJobStatus, statusLabel } from '../tree/statusText';
import type { ChildTable } from './childTable';
import { failureGroups, shortened } from './failureGroups';
import type { PanelAction, PanelState, Trouble } from './protocol';
import type { RunModel } from './runModel';
import { resultView, stagesOf, startOf } from './strip';
import { type Throughput, throughput } from './throughput';

const maxText = 2000;

export type ViewOptions = {
  readonly t: Translate;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** As the status bar names it. */
  readonly connection: string;
  readonly trouble: Trouble | undefined;
};

export function panelState(model: RunModel | undefined, jobId: string, options: ViewOptions): PanelState {
  const { t, now, connection, trouble } = options;
  const job = model?.job;
  const common = { jobId, connection: shortened(connection, maxText), now, ...(trouble && { trouble }) };
  if (model === undefined || job === undefined) return { ...common, ...unknownJob(jobId) };
  const status = shownStatus(job);
  const counts = countsOf(job, model.table);
  const result = resultView(model, t);
  return {
    ...common,
    name: shortened(nameOf(job), maxText),
    queue: shortened(nameOfArn(job.jobQueue), maxText),
    status,
    statusText: statusText(job, t),
    explanation: shortened(explanation(job, t), maxText),
    createdAt: job.createdAt,
    startedAt: startOf(job, model.table?.timesOf('startedAt')),
    stoppedAt: job.stoppedAt,
    updatedAt: model.updatedAt,
    total: job.array?.size ?? 1,
    counts,
    ...throughputOf(job, model.table, counts, now),
    isEnded: isTerminal(job.status),
    actions: actionsOf(model, job),
    stages: stagesOf(model, t),
    failures: failuresOf(model.table, t),
    ...(result && { result }),
  };
}

function unknownJob(jobId: string) {
  return {
    ...{ name: jobId, queue: '', status: '', statusText: '', explanation: '', total: 0, counts: {} },
    ...{ isEnded: false, actions: ['refresh' as const], stages: [], failures: [] },
  };
}

/** Children all have the name of their array: the index tells them apart. */
export function nameOf({ jobName, array }: Pick<Job, 'jobName' | 'array'>): string {
  return array?.index === undefined ? jobName : `${jobName}:${array.index}`;
}

function statusText(job: Job, t: Translate): string {
  const label = statusLabel(shownStatus(job));
  return job.isStopping === true && !isTerminal(job.status) ? `${label} · ${t('stopping')}` : label;
}

/** `Ready; waits until … MISCONFIGURATION:…`; `Its last attempt failed … FAILED (exit code 1)` */
function explanation(job: Job, t: Translate): string {
  const sentence = explainJobStatus(job, t);
  if (!isTerminal(job.status)) return [sentence, job.statusReason ?? ''].join(' ').trim();
  if (job.array?.size !== undefined || job.status === 'SUCCEEDED') return sentence;
  return `${sentence} ${stateText(job, t)}`;
}

function countsOf(job: Job, table: ChildTable | undefined): StatusCounts {
  if (table === undefined) return countsOfOne(job.status);
  // The children themselves know better at the end, when the service counts late.
  return table.endedCount === table.size ? table.counts : (job.array?.counts ?? table.counts);
}

function throughputOf(job: Job, table: ChildTable | undefined, counts: StatusCounts, now: number): Throughput {
  if (table === undefined) return {};
  return throughput({
    total: table.size,
    ended: counts.SUCCEEDED + counts.FAILED,
    stoppedAt: table.timesOf('stoppedAt'),
    firstStartedAt: startOf(job, table.timesOf('startedAt')),
    until: job.stoppedAt ?? now,
  });
}

/** Of an array: a job that stands alone tells in its explanation why it failed. */
function failuresOf(table: ChildTable | undefined, t: Translate) {
  if (table === undefined) return [];
  const failed = table.indexesIn('FAILED').map((index) => ({
    index,
    exitCode: table.exitCodeOf(index),
    group: table.reasonGroupOf(index),
  }));
  return failureGroups(failed, t);
}

function actionsOf(model: RunModel, job: Job): PanelAction[] {
  const ofRun = [job, model.merge, model.resultWriter].filter((one) => one !== undefined);
  const isActive = ofRun.some(({ status }) => !isTerminal(status));
  const hasFailed = ofRun.some(({ status }) => status === 'FAILED');
  const hasParts = model.run?.mergeJobName !== undefined || job.array?.size !== undefined;
  const isChild = parentJobId(job.jobId) !== undefined;
  const rows: readonly (readonly [PanelAction, boolean])[] = [
    ['stop', isActive],
    ['rerunFailed', hasParts && !isChild && hasFailed && !isActive],
    ['openLog', true],
    ['downloadResult', model.result?.isThere === true],
    ['openResult', model.result?.isThere === true],
    ['clone', true],
    ['showUsage', true],
    ['openJson', true],
    ['revealInTree', true],
    ['refresh', true],
  ];
  return rows.filter(([, applies]) => applies).map(([action]) => action);
}
