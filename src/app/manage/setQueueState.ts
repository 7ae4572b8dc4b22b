// Enables or disables a job queue.
import type { JobQueue } from '../../core/jobQueue';
import type { ResourceState } from '../managePort';
import type { Session } from '../session';
import { type ManageServices, confirmOffLocal, done, refuseWhileChanging } from './changing';

/** @throws UserCancelled, AppError */
export async function setQueueState(
  queue: JobQueue,
  state: ResourceState,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t } = services;
  const { name } = queue;
  const isOn = state === 'ENABLED';
  if (queue.state === state) {
    services.ui.inform(isOn ? t('{0} is enabled already.', name) : t('{0} is disabled already.', name));
    return;
  }
  refuseWhileChanging(queue, t);
  const detail = isOn
    ? t('It takes jobs again from everyone who may submit to it.')
    : t('It takes no new jobs from anyone; the jobs in it still run to their end.');
  const question = isOn ? t('Enable the queue {0}?', name) : t('Disable the queue {0}?', name);
  await confirmOffLocal(question, detail, isOn ? t('Enable') : t('Disable'), session, services);
  await session.manage.updateJobQueue(queue.arn, { state }, session.signal);
  done(isOn ? t('{0} is enabled.', name) : t('{0} is disabled; the jobs in it still run.', name), services);
}
