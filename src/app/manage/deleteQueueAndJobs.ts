// Deletes a job queue, with the jobs that are still in it, after a question that counts them.
import { AppError } from '../../core/errors';
import type { JobQueue } from '../../core/jobQueue';
import { allPages } from '../allPages';
import type { Session } from '../session';
import { activeJobs, activeStatuses, maxActiveJobs } from '../stop/activeJobs';
import { refuseWhileChanging } from './changing';
import { type DeleteServices, deleteInSteps } from './deleteInSteps';

/** @throws UserCancelled, AppError */
export async function deleteQueueAndJobs(queue: JobQueue, session: Session, services: DeleteServices): Promise<void> {
  const { ui, t } = services;
  const { name, arn, state } = queue;
  const { batch, manage } = session;
  refuseWhileChanging(queue, t);
  const jobs = await jobsText(queue, session, services);
  const first = state === 'DISABLED' ? [] : [t('It is disabled first: from then on it takes no new jobs.')];
  await ui.confirm(t('Delete the queue {0}?', name), {
    detail: [jobs, ...first, t('Its compute environments stay. There is no way back.')].join('\n'),
    action: t('Delete'),
  });
  await deleteInSteps(
    {
      name,
      state,
      disable: (signal) => manage.updateJobQueue(arn, { state: 'DISABLED' }, signal),
      delete: (signal) => manage.deleteJobQueue(arn, signal),
      look: async (signal) =>
        (await allPages((page) => batch.fetchJobQueuePage(page, signal))).find((one) => one.arn === arn),
    },
    session,
    services,
  );
}

async function jobsText({ name, arn }: JobQueue, session: Session, { ui, t }: DeleteServices): Promise<string> {
  const unknown = t('Jobs that are still in it are ended.');
  try {
    const of = { place: { jobQueue: arn }, statuses: activeStatuses, texts: [] };
    const { length } = await ui.withProgress(t('Looking for jobs in {0}', name), (_, cancel) =>
      activeJobs(of, session, AbortSignal.any([cancel, session.signal]), () => undefined),
    );
    if (length === 0) return t('No job in it waits or runs.');
    if (length === 1) return t('1 job in it still waits or runs: it is ended.');
    return length < maxActiveJobs
      ? t('{0} jobs in it still wait or run: they are ended.', length)
      : t('{0} jobs or more in it still wait or run: they are ended.', length);
  } catch (cause) {
    // Who may not list jobs may still delete queues.
    if (cause instanceof AppError && cause.kind === 'denied') return unknown;
    throw cause;
  }
}
