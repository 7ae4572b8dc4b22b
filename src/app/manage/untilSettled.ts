// Waits until AWS Batch has carried out what it was asked for: creations and updates go on after the answer.
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Clock, ResourceName } from '../ports';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { busyStatuses } from './changing';

/** How it stands: `VALID`, `INVALID`, or a word that a newer AWS Batch has. */
export type Settled = { readonly status: string; readonly statusReason?: string };

/** Changes take seconds on AWS. */
const lookEveryMs = 2_000;
/** Looks at which it may still show what it was before the call, or not be there. */
const earlyLooks = 2;

/** @throws what the looks fail with, AppError `notFound` when it is deleted meanwhile. */
export async function untilSettled(
  resource: ResourceName & { readonly name: string },
  { batch }: Session,
  progress: Progress,
  signal: AbortSignal,
  { clock, t }: { readonly clock: Clock; readonly t: Translate },
): Promise<Settled> {
  for (let looks = 0, wasBusy = false; ; looks += 1) {
    const now = await look();
    const isEarly = !wasBusy && looks < earlyLooks;
    if (now !== undefined && ['DELETING', 'DELETED'].includes(now.status)) throw gone(resource.name, t);
    const isBusy = now === undefined || busyStatuses.includes(now.status);
    if (!isBusy && (now.status !== 'INVALID' || !isEarly)) return now;
    if (now === undefined && wasBusy) throw gone(resource.name, t);
    wasBusy ||= isBusy && now !== undefined;
    progress.report(t('{0}. Cancel ends the waiting, not the work.', now?.status ?? '…'));
    await clock.sleep(lookEveryMs, signal);
  }

  async function look(): Promise<Settled | undefined> {
    try {
      return (await batch.fetchRaw(resource, signal)) as Settled;
    } catch (cause) {
      if (cause instanceof AppError && cause.kind === 'notFound') return undefined;
      throw cause;
    }
  }
}

function gone(name: string, t: Translate): AppError {
  return new AppError('notFound', t('{0} was deleted meanwhile, by somebody else.', name));
}
