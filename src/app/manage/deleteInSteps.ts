// Deletes what AWS Batch deletes only when it is disabled: turns it off, waits, deletes it, and waits until it is gone.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { busyStatuses, type ManageServices } from './changing';

export type DeleteServices = ManageServices & Pick<Services, 'clock'>;

type Looked = {
  readonly name: string;
  readonly state: string;
  readonly status: string;
  readonly statusReason?: string;
};

export type Deletable = {
  readonly name: string;
  readonly state: string;
  disable(signal: AbortSignal): Promise<void>;
  delete(signal: AbortSignal): Promise<void>;
  /** As it is now; undefined when it is gone. */
  look(signal: AbortSignal): Promise<Looked | undefined>;
};

/** Changes take seconds on AWS, a deletion minutes. */
const lookEveryMs = 2_000;

/** With progress; whoever cancels keeps what was done until then. @throws UserCancelled, AppError */
export async function deleteInSteps(what: Deletable, session: Session, services: DeleteServices): Promise<void> {
  const { ui, t, explorer } = services;
  try {
    await ui.withProgress(t('Deleting {0}', what.name), (progress, cancel) =>
      carryOut(what, progress, AbortSignal.any([cancel, session.signal]), services),
    );
  } finally {
    // Also after half of the steps: it may be disabled now.
    explorer.refresh();
  }
  ui.inform(t('{0} is deleted.', what.name));
}

async function carryOut(
  what: Deletable,
  progress: Progress,
  signal: AbortSignal,
  { t, clock }: DeleteServices,
): Promise<void> {
  if (what.state !== 'DISABLED') {
    progress.report(t('Disabling it first'));
    await what.disable(signal);
    for (;;) {
      const now = await what.look(signal);
      if (now === undefined) return;
      if (now.state === 'DISABLED' && !busyStatuses.includes(now.status)) break;
      await clock.sleep(lookEveryMs, signal);
    }
  }
  progress.report(t('Waiting until it is gone'));
  await what.delete(signal);
  let isDeleting = false;
  for (;;) {
    const now = await what.look(signal);
    if (now === undefined || now.status === 'DELETED') return;
    // Before it says DELETING it may still show what it was.
    if (isDeleting && now.status !== 'DELETING') throw notDeleted(now, t);
    isDeleting ||= now.status === 'DELETING';
    await clock.sleep(lookEveryMs, signal);
  }
}

function notDeleted({ name, status, statusReason }: Looked, t: DeleteServices['t']): AppError {
  const reason = statusReason ?? t('AWS Batch gives no reason.');
  return new AppError(
    'invalid',
    t('{0} could not be deleted and is {1} now: {2} Put that right, then delete it again.', name, status, reason),
  );
}
