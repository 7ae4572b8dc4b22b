// Opens the log of a job, of a child of an array or of one attempt; it grows while the job runs.
import { AppError } from '../../core/errors';
import { JobLog } from '../jobLog/jobLog';
import type { JobLogTarget } from '../jobLog/logPlace';
import { logTargetOf, pickPart, pickRecentJob } from '../jobLog/pickLog';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>;

export const openLog: Command<Needs> = (services, node) =>
  inSession(services, async (session) => {
    const { sessions, ui, t, clock } = services;
    const clicked = logTargetOf(node ?? services.explorer.selection[0]);
    const target: JobLogTarget = clicked ?? { jobId: await pickRecentJob(services, session, t('Open Log')) };
    let job = await describe(target.jobId, session, services);
    const jobId = await pickPart(job, services, session);
    if (jobId !== job.jobId) job = await describe(jobId, session, services);
    const report = (error: AppError): void => sessions.report(session, error);
    await ui.openDocument(new JobLog(job, { ...target, jobId }, { session, clock, t, report }).document());
  });

async function describe(jobId: string, { batch, signal }: Session, { t }: Needs) {
  const [job] = await batch.describeJobs([jobId], signal);
  if (job === undefined) throw new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', jobId));
  return job;
}
