// What all changes of queues and environments have in common: when they can be made, who is asked, what is said after.
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Services } from '../services';
import type { Session } from '../session';

export type ManageServices = Pick<Services, 'ui' | 't' | 'explorer'>;

/** AWS Batch refuses changes while it carries out another. */
export const busyStatuses: readonly string[] = ['CREATING', 'UPDATING', 'DELETING', 'DELETED'];

/** @throws AppError `invalid` while AWS Batch changes it. */
export function refuseWhileChanging(resource: { readonly name: string; readonly status: string }, t: Translate): void {
  if (!busyStatuses.includes(resource.status)) return;
  throw new AppError(
    'invalid',
    t(
      '{0} is {1}: AWS Batch takes no other change until that is over. Try again in a minute.',
      resource.name,
      resource.status,
    ),
  );
}

/** The local engine is the user's own: there nobody is asked. @throws UserCancelled */
export async function confirmOffLocal(
  question: string,
  detail: string,
  action: string,
  { connection }: Session,
  { ui }: ManageServices,
): Promise<void> {
  if (connection.kind !== 'local') await ui.confirm(question, { detail, action });
}

/** The view shows it at once, and says it. */
export function done(message: string, { ui, explorer }: ManageServices): void {
  explorer.refresh();
  ui.inform(message);
}
