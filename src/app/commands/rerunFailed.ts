// Runs the failed children of a pipeline's run again, and merges all parts then; of another array as far as that goes.
import { parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { rerunArray } from '../clone/rerunArray';
import { jobsOfRun } from '../pipeline/jobsOfRun';
import { type Rerun, failedChildrenOf, rerunRun } from '../pipeline/rerunRun';
import { runOfJob } from '../pipeline/runOfJob';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import { showSubmitted } from '../submit/showSubmitted';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

export const rerunFailed: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t, log, clock } = services;
    const node = targetNode(services, target);
    if (node.kind !== 'job') throw new AppError('invalid', t('Select a job of a pipeline first.'));
    const job = await describeJob(parentJobId(node.jobId) ?? node.jobId, session, services);
    if (runOfJob(job)?.mergeJobName === undefined && job.array?.size !== undefined) {
      refuseUnlessEnded(job, services);
      await rerunArray(job, session, services);
      return;
    }
    const { split, merge } = await endedJobsOf(job, session, services);
    const rerun = await planRerun(split, merge, session, services);
    await ui.confirm(questionOf(rerun, services), { detail: detailOf(rerun, services), action: t('Run Again') });
    const submitted = await ui.withProgress(t('Submitting {0}', merge.jobName), (_, cancel) => {
      const ports = { batch: session.batch, storage: session.storage, clock, random: Math.random };
      const signal = AbortSignal.any([cancel, session.signal]);
      return rerunRun(rerun, ports, signal, (text) => log.warn(text));
    });
    log.info(`Submitted ${submitted.jobName} (${submitted.jobId}).`);
    await showSubmitted(submitted.jobId, t('{0} was submitted.', submitted.jobName), services);
  });

function refuseUnlessEnded({ status, jobName }: Job, { t }: Needs): void {
  if (isTerminal(status)) return;
  throw new AppError('invalid', t('{0} has not ended: wait for it, or stop it first.', jobName));
}

async function describeJob(jobId: string, { batch, signal }: Session, services: Needs): Promise<Job> {
  const [job] = await batch.describeJobs([jobId], signal);
  if (job === undefined) throw forgotten(jobId, services);
  return job;
}

function forgotten(jobId: string, { t }: Needs): AppError {
  return new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', jobId));
}

async function endedJobsOf(
  job: Job,
  session: Session,
  services: Needs,
): Promise<{ readonly split?: Job; readonly merge: Job }> {
  const { t } = services;
  const run = runOfJob(job);
  if (run?.mergeJobName === undefined) {
    throw new AppError(
      'invalid',
      t('{0} is neither of a pipeline nor an array: Clone and Edit… submits it again.', job.jobName),
    );
  }
  const { split, merge } = await jobsOfRun(job, run, session);
  const splitId = job.dependsOn[0]?.jobId;
  if (split === undefined && splitId !== undefined) throw forgotten(splitId, services);
  if (merge === undefined) throw new AppError('notFound', t('The merge of {0} is not there any longer.', job.jobName));
  for (const one of [split, merge]) if (one !== undefined) refuseUnlessEnded(one, services);
  return { split, merge };
}

async function planRerun(split: Job | undefined, merge: Job, session: Session, { t }: Needs): Promise<Rerun> {
  const children = split === undefined ? [] : await failedChildrenOf(split, session, session.signal);
  if (split !== undefined && children.length > 0) return { split, merge, children };
  if (merge.status === 'FAILED') return { merge, children };
  throw new AppError('invalid', t('Nothing of this run has failed.'));
}

function questionOf({ split, children }: Rerun, { t }: Needs): string {
  if (split === undefined) return t('Run the merge again?');
  return children.length === 1 ? t('Run 1 failed child again?') : t('Run {0} failed children again?', children.length);
}

function detailOf({ split }: Rerun, { t }: Needs): string | undefined {
  return split && t('What the others have made is kept; then a new merge puts all parts together.');
}
