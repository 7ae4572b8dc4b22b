// Ended on purpose: cancelled or terminated by someone.
import { failureCheck } from '../failureCheck';

export const stopped = failureCheck(
  ['stopped'],
  (t) => t('Stopped on purpose'),
  (t) => t('Nobody cancelled or terminated it.'),
  ({ statusReason }, _, t) => ({
    sentence: t('Somebody cancelled or terminated it; the reason that was given stands below.'),
    verdict:
      statusReason === undefined
        ? t('Failed: it was cancelled or terminated.')
        : t('Failed: it was cancelled or terminated: {0}', statusReason),
  }),
);
