// Enables or disables a compute environment.
import { nameOfArn } from '../../core/arn';
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import { AppError } from '../../core/errors';
import type { ResourceState } from '../managePort';
import type { Session } from '../session';
import { type ManageServices, confirmOffLocal, done, refuseWhileChanging } from './changing';

/** @throws UserCancelled, AppError */
export async function setEnvironmentState(
  environment: ComputeEnvironment,
  state: ResourceState,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t, ui } = services;
  const { name } = environment;
  const isOn = state === 'ENABLED';
  if (environment.state === state) {
    ui.inform(isOn ? t('{0} is enabled already.', name) : t('{0} is disabled already.', name));
    return;
  }
  refuseWhileChanging(environment, t);
  if (session.connection.kind !== 'local') {
    const detail = isOn
      ? t('AWS Batch starts machines in it as jobs need them, up to {0} vCPUs.', environment.maxvCpus ?? 0)
      : await whatStops(environment, session, services);
    const question = isOn
      ? t('Enable the compute environment {0}?', name)
      : t('Disable the compute environment {0}?', name);
    await confirmOffLocal(question, detail, isOn ? t('Enable') : t('Disable'), session, services);
  }
  await session.manage.updateComputeEnvironment(environment.arn, { state }, session.signal);
  done(isOn ? t('{0} is enabled.', name) : t('{0} is disabled; what runs in it goes on.', name), services);
}

/** Names the queues whose jobs have nowhere else to run. */
async function whatStops(
  { name, minvCpus = 0 }: ComputeEnvironment,
  { batch, signal }: Session,
  { t }: ManageServices,
): Promise<string> {
  const queues = await batch.fetchJobQueuePage({}, signal).catch((cause: unknown) => {
    // Who may not look at queues may still change environments.
    if (cause instanceof AppError && cause.kind === 'denied') return { items: [] };
    throw cause;
  });
  const stuck = queues.items.filter(
    ({ computeEnvironments: used }) => used.length === 1 && used.map(nameOfArn)[0] === name,
  );
  return [
    t('Nothing new is placed in it; jobs that run there go on.'),
    stuck.length === 0
      ? undefined
      : t('Jobs of these queues will wait: {0}.', stuck.map((queue) => queue.name).join(', ')),
    minvCpus === 0 ? undefined : t('The {0} vCPUs that it has at least still cost money.', minvCpus),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
