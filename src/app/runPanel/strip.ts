// The boxes of the strip: what came before the job, the job, what comes after it.
import { parentJobId } from '../../core/arrayJob';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import { formatBytes } from '../../core/time';
import { stateText } from '../jobLog/logPlace';
import type { Translate } from '../l10n';
import { statusLabel } from '../tree/statusText';
import { shortened } from './failureGroups';
import type { ResultView, Stage } from './protocol';
import type { RunModel } from './runModel';

const maxText = 2000;

export function stagesOf(model: RunModel, t: Translate): Stage[] {
  const { job, run } = model;
  const current = jobStage(model.jobId, labelOf(model.jobId, job), model, t);
  if (run === undefined || job === undefined || parentJobId(model.jobId) !== undefined) {
    return [...othersBefore(model, t), current];
  }
  const upload: Stage = {
    kind: 'input',
    label: t('Upload'),
    isCurrent: false,
    status: 'SUCCEEDED',
    statusText: t('Uploaded'),
    ...detail(address(run.result.bucket, job.environment?.PIPELINE_INPUT)),
  };
  if (run.mergeJobName === undefined) return [upload, current, resultStage(model, t)];
  const splitId = run.mergeJobName === job.jobName ? model.before[0] : model.jobId;
  const split = splitId === undefined ? undefined : model.known(splitId);
  const size = split?.array?.size;
  const splitLabel = size === undefined ? t('Split') : t('Split ({0})', size);
  const merge = model.resultWriter;
  return [
    upload,
    jobStage(splitId, splitLabel, model, t),
    jobStage(merge?.jobId, t('Merge'), model, t),
    resultStage(model, t),
  ];
}

function othersBefore(model: RunModel, t: Translate): Stage[] {
  return model.before.map((jobId) => jobStage(jobId, labelOf(jobId, model.known(jobId)), model, t));
}

function labelOf(jobId: string, job: Job | undefined): string {
  if (job === undefined) return jobId;
  const { jobName, array } = job;
  if (array?.index !== undefined) return `${jobName}:${array.index}`;
  return array?.size === undefined ? jobName : `${jobName} (${array.size})`;
}

function jobStage(jobId: string | undefined, label: string, model: RunModel, t: Translate): Stage {
  const isCurrent = jobId === model.jobId;
  const base = {
    kind: 'job',
    label: shortened(label, maxText),
    isCurrent,
    ...(jobId !== undefined && { jobId }),
  } as const;
  const job = jobId === undefined ? undefined : model.known(jobId);
  if (job === undefined) return { ...base, statusText: t('Not known') };
  const status = shownStatus(job);
  return {
    ...base,
    status,
    statusText: statusLabel(status),
    startedAt: startOf(job, isCurrent ? model.table?.timesOf('startedAt') : undefined),
    stoppedAt: job.stoppedAt,
    ...detail(stateText(job, t)),
  };
}

/** The parent of an array never starts: its first child does. */
export function startOf(job: Job, childrenStartedAt: readonly number[] | undefined): number | undefined {
  if (job.array?.size === undefined) return job.startedAt;
  if (childrenStartedAt !== undefined) {
    return childrenStartedAt.length === 0 ? undefined : childrenStartedAt.reduce((one, other) => Math.min(one, other));
  }
  return shownStatus(job) === 'RUNNING' || isTerminal(job.status) ? job.createdAt : undefined;
}

function resultStage(model: RunModel, t: Translate): Stage {
  const view = resultView(model, t);
  const { result, run } = model;
  const isThere = result?.isThere === true;
  return {
    kind: 'result',
    label: t('Result'),
    isCurrent: false,
    ...(isThere && { status: 'SUCCEEDED' }),
    statusText: isThere ? formatBytes(result.sizeBytes) : shortened(view?.note ?? '', maxText),
    ...detail(address(run?.result.bucket ?? '', run?.result.key)),
  };
}

/** Undefined for a job that makes no result. */
export function resultView(model: RunModel, t: Translate): ResultView | undefined {
  const { run, result, resultWriter: writer } = model;
  if (run === undefined || parentJobId(model.jobId) !== undefined) return undefined;
  const name = shortened(run.resultName, maxText);
  if (result?.isThere === true) {
    const { sizeBytes, head, isCut } = result;
    if (head === undefined) return { name, sizeBytes, isCut, note: t('It is not text: save it to look at it.') };
    return { name, sizeBytes, head, isCut, ...(sizeBytes === 0 && { note: t('It is empty.') }) };
  }
  return { name, isCut: false, note: shortened(missingText(result?.error.message, writer, t), maxText) };
}

function missingText(error: string | undefined, writer: Job | undefined, t: Translate): string {
  if (error !== undefined) return error;
  if (writer?.status === 'FAILED') return t('There is no result: {0}', stateText(writer, t));
  return t('Not there yet');
}

function address(bucket: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : `s3://${bucket}/${key}`;
}

function detail(text: string | undefined): { readonly detail?: string } {
  return text === undefined ? {} : { detail: shortened(text, maxText) };
}
