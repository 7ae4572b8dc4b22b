// Ends jobs that have not ended: a job, an array with its children, chosen children, or both jobs of a run.
import { parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { findMerge } from '../pipeline/findMerge';
import { runOfJob } from '../pipeline/runOfJob';
import type { SubmittedJob } from '../pipeline/runRequest';
import { describeStillRunning, stopJobs } from '../pipeline/stopRun';
import { nameOf } from '../runPanel/viewModel';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNodes } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

/** The question names so many of them. */
const maxNamed = 10;

export const stopJob: Command<Needs> = (services, target, selection) =>
  inSession(services, async (session) => {
    const { ui, t, explorer } = services;
    const nodes = targetNodes(services, target, selection);
    const ids = nodes.flatMap((node) => (node.kind === 'job' ? [node.jobId] : []));
    if (ids.length === 0) throw new AppError('invalid', t('Select a job first.'));
    const described = await session.batch.describeJobs(ids, session.signal);
    const jobs = await withRuns(described.filter(isActive), session);
    const [first] = jobs;
    if (first === undefined) throw new AppError('invalid', t('There is nothing to stop: all of it has ended.'));
    const question = jobs.length === 1 ? t('Stop {0}?', first.jobName) : t('Stop {0} jobs?', jobs.length);
    await ui.confirm(question, { detail: detailOf(jobs, described, services), action: t('Stop') });
    const left = await stopJobs(jobs, t('Stopped by the user'), session.batch);
    explorer.refresh();
    if (left[0] !== undefined) throw new AppError(left[0].cause.kind, left.map(describeStillRunning).join(' '));
    ui.inform(
      jobs.length === 1 ? t('{0} is being stopped.', first.jobName) : t('{0} jobs are being stopped.', jobs.length),
    );
  });

function isActive({ status }: { readonly status: string }): boolean {
  return !isTerminal(status);
}

/** A run ends as a whole, its merge first: it would be failed by the end of the split, without the reason. */
async function withRuns(jobs: readonly Job[], session: Session): Promise<readonly SubmittedJob[]> {
  const found = new Map<string, SubmittedJob>();
  for (const job of jobs) {
    const others = parentJobId(job.jobId) === undefined ? await othersOfRun(job, session) : [];
    for (const other of others) found.set(other.jobId, other);
    found.set(job.jobId, { jobId: job.jobId, jobName: nameOf(job) });
  }
  const isMerge = ({ jobName }: SubmittedJob): boolean => jobName.includes('-merge-');
  return [...found.values()].sort((one, other) => Number(isMerge(other)) - Number(isMerge(one)));
}

async function othersOfRun(job: Job, session: Session): Promise<readonly SubmittedJob[]> {
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

function detailOf(jobs: readonly SubmittedJob[], described: readonly Job[], { t }: Needs): string {
  const names = jobs.slice(0, maxNamed).map(({ jobName }) => jobName);
  const more = jobs.length > maxNamed ? [t('and {0} others', jobs.length - maxNamed)] : [];
  const isArray = described.some((job) => isActive(job) && job.array?.size !== undefined);
  const children = isArray ? [t('Children that have not ended are stopped with their array.')] : [];
  return [...(jobs.length > 1 ? [...names, ...more] : []), ...children].join('\n');
}
