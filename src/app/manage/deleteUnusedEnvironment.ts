// Deletes a compute environment that no queue uses; the queues that do are named before anything is sent.
import { nameOfArn } from '../../core/arn';
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import { AppError } from '../../core/errors';
import type { JobQueue } from '../../core/jobQueue';
import { allPages } from '../allPages';
import type { Session } from '../session';
import { refuseWhileChanging } from './changing';
import { type DeleteServices, deleteInSteps } from './deleteInSteps';

/** @throws UserCancelled, AppError `invalid` while a queue uses it */
export async function deleteUnusedEnvironment(
  environment: ComputeEnvironment,
  session: Session,
  services: DeleteServices,
): Promise<void> {
  const { ui, t } = services;
  const { name, arn, state, management } = environment;
  const { batch, manage } = session;
  refuseWhileChanging(environment, t);
  const users = await queuesThatUse(environment, session);
  if (users.length > 0) {
    const names = users.map((queue) => queue.name).join(', ');
    throw new AppError(
      'invalid',
      t(
        '{0} cannot be deleted while queues use it: {1}. Delete these queues, or give them other environments.',
        name,
        names,
      ),
    );
  }
  const first = state === 'DISABLED' ? [] : [t('It is disabled first: nothing new is placed in it.')];
  const machines =
    management === 'UNMANAGED'
      ? t('Its machines are yours and stay.')
      : t('Its machines are stopped. End the jobs that still run in it first: AWS Batch may refuse otherwise.');
  await ui.confirm(t('Delete the compute environment {0}?', name), {
    detail: [...first, machines, t('There is no way back.')].join('\n'),
    action: t('Delete'),
  });
  await deleteInSteps(
    {
      name,
      state,
      disable: (signal) => manage.updateComputeEnvironment(arn, { state: 'DISABLED' }, signal),
      delete: (signal) => manage.deleteComputeEnvironment(arn, signal),
      look: async (signal) =>
        (await allPages((page) => batch.fetchComputeEnvironmentPage(page, signal))).find((one) => one.arn === arn),
    },
    session,
    services,
  );
}

async function queuesThatUse({ name }: ComputeEnvironment, { batch, signal }: Session): Promise<readonly JobQueue[]> {
  try {
    const queues = await allPages((page) => batch.fetchJobQueuePage(page, signal));
    return queues.filter(({ computeEnvironments }) => computeEnvironments.some((used) => nameOfArn(used) === name));
  } catch (cause) {
    // Who may not look at queues may still delete environments; AWS Batch refuses by itself.
    if (cause instanceof AppError && cause.kind === 'denied') return [];
    throw cause;
  }
}
