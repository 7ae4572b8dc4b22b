// Gathers the jobs that a question about use is about: a job, an array with its children, or a run with both of its jobs.
import { childJobId, parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { told } from '../diagnosis/told';
import type { Translate } from '../l10n';
import { findMerge } from '../pipeline/findMerge';
import { runOfJob } from '../pipeline/runOfJob';
import type { Session } from '../session';

/** A job, and the jobs that ran for it: its children, or itself. */
export type JobGroup = {
  readonly job: Job;
  readonly members: readonly Job[];
  /** How many there are; more than `members` where AWS Batch did not tell of all. */
  readonly size: number;
};

export type Gathered = { readonly groups: readonly JobGroup[]; readonly notes: readonly string[] };

type Asking = {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly t: Translate;
  /** Told how many children of an array were described so far. */
  readonly onProgress: (described: number, size: number) => void;
};

/** Of DescribeJobs: 10,000 children are a hundred calls. */
const jobsPerCall = 100;

/** @throws AppError `notFound` when AWS Batch does not know the job; what the connection breaks with */
export async function gatherJobs(jobId: string, asking: Asking): Promise<Gathered> {
  const { session, signal, t } = asking;
  const [job] = await session.batch.describeJobs([jobId], signal);
  if (job === undefined) throw new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', jobId));
  const others = parentJobId(jobId) === undefined ? await told(othersOfRun(job, asking)) : { value: [] };
  const notes = 'error' in others ? [others.error.message] : [];
  const groups: JobGroup[] = [];
  const ofRun = [job, ...('value' in others ? others.value : [])];
  for (const one of ofRun.sort((first, second) => (first.createdAt ?? 0) - (second.createdAt ?? 0))) {
    const { group, note } = await groupOf(one, asking);
    groups.push(group);
    if (note !== undefined) notes.push(note);
  }
  return { groups, notes };
}

async function groupOf(job: Job, asking: Asking): Promise<{ readonly group: JobGroup; readonly note?: string }> {
  const { session, signal, onProgress } = asking;
  const size = job.array?.size;
  if (size === undefined) return { group: { job, members: [job], size: 1 } };
  const members: Job[] = [];
  for (let start = 0; start < size; start += jobsPerCall) {
    onProgress(start, size);
    const ids = Array.from({ length: Math.min(jobsPerCall, size - start) }, (_, n) => childJobId(job.jobId, start + n));
    const children = await told(session.batch.describeJobs(ids, signal));
    if ('error' in children) return { group: { job, members, size }, note: children.error.message };
    members.push(...children.value);
  }
  return { group: { job, members, size } };
}

/** The split of a merge, the merge of a split. */
async function othersOfRun(job: Job, { session, signal }: Asking): Promise<readonly Job[]> {
  const run = runOfJob(job);
  if (run?.mergeJobName === undefined) return [];
  const id =
    run.mergeJobName === job.jobName
      ? job.dependsOn[0]?.jobId
      : (await findMerge(run, job, { batch: session.batch, signal }))?.jobId;
  return id === undefined ? [] : session.batch.describeJobs([id], signal);
}
