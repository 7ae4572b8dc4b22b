// The line above the tree: how new what is shown is, or why it is not.
import type { Translate } from '../l10n';
import type { PollerStatus } from '../store/poller';
import type { Formats } from './nodeKind';

export function statusLine(
  { updatedAt, trouble }: PollerStatus & { readonly updatedAt?: number },
  { t, format, now }: { readonly t: Translate; readonly format: Formats; readonly now: number },
): string | undefined {
  const updated = updatedAt === undefined ? undefined : t('Updated {0}', format.clock(updatedAt));
  if (trouble === undefined) return updated;
  const waitS = Math.max(1, Math.ceil((trouble.nextLookAt - now) / 1000));
  const text =
    trouble.error.kind === 'throttled'
      ? t('Throttled: too many calls for this account. Next look in {0} s.', waitS)
      : t('{0}. Next try in {1} s.', trouble.error.message, waitS);
  return updated === undefined ? text : `${text} ${updated}`;
}
