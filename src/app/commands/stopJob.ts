// Ends jobs that have not ended: a job, an array with its children, chosen children, or both jobs of a run.
import { parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job, JobSummary } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { findMerge } from '../pipeline/findMerge';
import { mergesFirst, runOfJob } from '../pipeline/runOfJob';
import type { SubmittedJob } from '../pipeline/runRequest';
import { nameOf } from '../runPanel/viewModel';
import type { Services } from '../services';
import type { Session } from '../session';
import { agreeOnStop } from '../stop/agreeOnStop';
import { stopShown } from '../stop/stopShown';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNodes } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'clock' | 'log'>;

export const stopJob: Command<Needs> = (services, target, selection) =>
  inSession(services, async (session) => {
    const { ui, t } = services;
    const nodes = targetNodes(services, target, selection);
    const ids = nodes.flatMap((node) => (node.kind === 'job' ? [node.jobId] : []));
    if (ids.length === 0) throw new AppError('invalid', t('Select a job first.'));
    const described = await session.batch.describeJobs([...new Set(ids)], session.signal);
    const active = described.filter(isActive);
    const jobs = withoutChildrenOfOthers(await withRuns(active, session));
    const [first] = jobs;
    if (first === undefined) throw new AppError('invalid', t('There is nothing to stop: all of it has ended.'));
    if (active.length > 1) {
      await stopShown((await agreeOnStop(jobs, session, services)).map(submittedOf), session, services);
      return;
    }
    const question = jobs.length === 1 ? t('Stop {0}?', nameOf(first)) : t('Stop {0} jobs?', jobs.length);
    await ui.confirm(question, { detail: detailOf(jobs, services), action: t('Stop') });
    await stopShown(jobs.map(submittedOf), session, services);
  });

function submittedOf(job: JobSummary): SubmittedJob {
  return { jobId: job.jobId, jobName: nameOf(job) };
}

/** Children end with their array. */
function withoutChildrenOfOthers(jobs: readonly JobSummary[]): readonly JobSummary[] {
  const ids = new Set(jobs.map(({ jobId }) => jobId));
  return jobs.filter(({ jobId }) => !ids.has(parentJobId(jobId) ?? ''));
}

function isActive({ status }: { readonly status: string }): boolean {
  return !isTerminal(status);
}

/** A run ends as a whole, its merge first: it would be failed by the end of the split, without the reason. */
async function withRuns(jobs: readonly Job[], session: Session): Promise<readonly JobSummary[]> {
  const found = new Map<string, JobSummary>();
  for (const job of jobs) {
    const others = parentJobId(job.jobId) === undefined ? await othersOfRun(job, session) : [];
    for (const other of others) found.set(other.jobId, other);
    found.set(job.jobId, job);
  }
  return mergesFirst([...found.values()]);
}

async function othersOfRun(job: Job, session: Session): Promise<readonly JobSummary[]> {
  const run = runOfJob(job);
  if (run?.mergeJobName === undefined) return [];
  if (run.mergeJobName !== job.jobName) {
    const merge = await findMerge(run, job, session);
    return merge === undefined || !isActive(merge) ? [] : [merge];
  }
  const ids = job.dependsOn.flatMap(({ jobId }) => jobId ?? []);
  const splits = ids.length === 0 ? [] : await session.batch.describeJobs(ids, session.signal);
  return splits.filter(isActive);
}

function detailOf(jobs: readonly JobSummary[], { t }: Needs): string {
  const names = jobs.length > 1 ? jobs.map(nameOf) : [];
  const isArray = jobs.some((job) => job.array?.size !== undefined);
  return [...names, ...(isArray ? [t('Children that have not ended are stopped with their array.')] : [])].join('\n');
}
