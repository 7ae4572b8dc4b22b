// Deregisters one revision of a job definition: there is no way back, so that it is always asked.
import { nameOfArn } from '../../core/arn';
import type { Session } from '../session';
import { type ManageServices, done } from './changing';

/** @throws UserCancelled, AppError */
export async function deregisterRevision(arn: string, session: Session, services: ManageServices): Promise<void> {
  const { t, ui } = services;
  const name = nameOfArn(arn);
  await ui.confirm(t('Deregister {0}?', name), {
    detail: [
      t('No new jobs can be made of this revision, and it cannot be made active again; others stay as they are.'),
      t('Jobs that were made of it already still run. AWS removes it for good after 180 days.'),
    ].join('\n'),
    action: t('Deregister'),
  });
  await session.manage.deregisterJobDefinition(arn, session.signal);
  done(t('{0} is deregistered.', name), services);
}
