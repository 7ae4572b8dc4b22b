// Changes the priority of a job queue.
import type { JobQueue } from '../../core/jobQueue';
import type { Session } from '../session';
import { wholeNumberFault } from './wholeNumber';
import { type ManageServices, confirmOffLocal, done, refuseWhileChanging } from './changing';

/** @throws UserCancelled, AppError */
export async function setQueuePriority(queue: JobQueue, session: Session, services: ManageServices): Promise<void> {
  const { t, ui } = services;
  const { name, priority: before } = queue;
  refuseWhileChanging(queue, t);
  const typed = await ui.input({
    title: t('Priority of {0}', name),
    prompt: t('The higher, the earlier: among queues that share a compute environment.'),
    value: String(before),
    validate: (value) => wholeNumberFault(value, { from: 0 }, t),
  });
  const priority = Number(typed);
  if (priority === before) return;
  const detail = t('It was {0}. Jobs that run already are not touched.', before);
  await confirmOffLocal(t('Give {0} the priority {1}?', name, priority), detail, t('Change'), session, services);
  await session.manage.updateJobQueue(queue.arn, { priority }, session.signal);
  done(t('{0} has the priority {1}.', name, priority), services);
}
