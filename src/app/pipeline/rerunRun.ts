// Runs again what failed of a run: those children alone, into the place of the run, then a merge of all parts.
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { childAt, formatIndexMap } from '../../core/pipelineContract';
import type { BatchPort, StoragePort, SubmitJobRequest } from '../ports';
import { neverAborted } from './neverAborted';
import { readObjectText } from './readObjectText';
import { makeRunId, pipelineJobName } from './runId';
import type { SubmittedJob } from './runRequest';
import { describeStillRunning, stopJobs } from './stopRun';
import { type SubmitPorts, submitOnce } from './submitOnce';

export type RerunPorts = SubmitPorts & { readonly storage: StoragePort };

export type Rerun = {
  /** The split that failed; undefined: only the merge did. */
  readonly split?: Job;
  readonly merge: Job;
  /** Numbers of children of the whole run, in ascending order. */
  readonly children: readonly number[];
};

/** A longer one lies in an object: the settings of a job have room for 8,192 characters in all. */
const maxMapLength = 1000;

/** Numbers, in the whole run, of the children of a split that have failed; in ascending order. @throws AppError */
export async function failedChildrenOf(
  split: Job,
  { batch, storage }: { readonly batch: BatchPort; readonly storage: StoragePort },
  signal: AbortSignal,
): Promise<readonly number[]> {
  const indexes: number[] = [];
  if (split.array?.size === undefined) {
    if (split.status === 'FAILED') indexes.push(0);
  } else {
    for await (const page of batch.listJobs({ arrayJobId: split.jobId, status: 'FAILED' }, signal)) {
      indexes.push(...page.flatMap(({ array }) => array?.index ?? []));
    }
  }
  const ranges = await rangesOf(split, storage, signal);
  const children = ranges === undefined ? indexes : indexes.map((index) => childAt(ranges, index));
  return [...new Set(children)].sort((one, other) => one - other);
}

/** @returns the job to watch: the new split, or the merge where it is alone. @throws AppError */
export async function rerunRun(
  { split, merge, children }: Rerun,
  ports: RerunPorts,
  signal: AbortSignal,
  onNote: (text: string) => void,
): Promise<SubmittedJob> {
  const runId = makeRunId(ports.clock.now(), ports.random);
  const base = baseName(merge.jobName);
  const mergeName = pipelineJobName(base, runId, 'merge');
  const mergeRequest = requestOf(merge, mergeName, {});
  if (split === undefined) return submitOnce(mergeRequest, ports, signal, onNote);
  const environment = { PIPELINE_INDEX_MAP: await storeMap(children, split, runId, ports.storage, signal) };
  const submitted = await submitOnce(
    {
      ...requestOf(split, pipelineJobName(base, runId, 'split'), environment),
      // An array has at least two children.
      ...(children.length > 1 && { arraySize: children.length }),
    },
    ports,
    signal,
    onNote,
  );
  try {
    await submitOnce({ ...mergeRequest, dependsOnJobIds: [submitted.jobId] }, ports, neverAborted, onNote);
  } catch (cause) {
    throw await withoutMerge(submitted, cause, ports.batch);
  }
  return submitted;
}

/** Parts without a merge would be of no use. */
async function withoutMerge(split: SubmittedJob, cause: unknown, batch: BatchPort): Promise<unknown> {
  const left = await stopJobs([split], 'Its merge could not be submitted', batch);
  if (!(cause instanceof AppError) || left.length === 0) return cause;
  const text = [cause.message, ...left.map(describeStillRunning)].join(' ');
  return new AppError(cause.kind, text, { cause, isAnswerLost: cause.isAnswerLost });
}

/** As it was submitted, but for what is given. */
function requestOf(
  job: Job,
  jobName: string,
  changes: Readonly<Record<string, string>>,
): SubmitJobRequest & { readonly environment: Readonly<Record<string, string>> } {
  const told = Object.entries(job.environment ?? {}).filter(
    ([name]) => name.startsWith('PIPELINE_') && name !== 'PIPELINE_INDEX_MAP',
  );
  return {
    jobName,
    jobQueue: job.jobQueue,
    jobDefinition: job.jobDefinition,
    environment: { ...Object.fromEntries(told), ...changes },
    // A fair-share queue takes no job without.
    ...(job.shareIdentifier !== undefined && { otherMembers: { shareIdentifier: job.shareIdentifier } }),
  };
}

/** `color-merge-20261124T080719-7qf4c` → `color` */
function baseName(jobName: string): string {
  return jobName.replace(/-(?:split|merge)-\d{8}T\d{6}-[a-z0-9]{5}$/, '');
}

async function storeMap(
  children: readonly number[],
  split: Job,
  runId: string,
  storage: StoragePort,
  signal: AbortSignal,
): Promise<string> {
  const map = formatIndexMap(children);
  if (map.length <= maxMapLength) return map;
  const { PIPELINE_BUCKET: bucket = '', PIPELINE_INDEX: index = '' } = split.environment ?? {};
  const key = `${index}-${runId}`;
  await storage.putObject({ bucket, key }, map, signal);
  return `key:${key}`;
}

/** What the children of a rerun stand for; undefined: for themselves. */
async function rangesOf(split: Job, storage: StoragePort, signal: AbortSignal): Promise<string | undefined> {
  const { PIPELINE_INDEX_MAP: map, PIPELINE_BUCKET: bucket = '' } = split.environment ?? {};
  if (map?.startsWith('key:') !== true) return map;
  return (await readObjectText({ bucket, key: map.slice('key:'.length) }, storage, signal)).trim();
}
