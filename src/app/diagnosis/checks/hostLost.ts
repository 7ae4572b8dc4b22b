// Failed since the machine under it went away, as Spot machines do.
// https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html
import { failureCheck } from '../failureCheck';

export const hostLost = failureCheck(
  ['host'],
  (t) => t('Machine'),
  (t) => t('The machine did not go away under it.'),
  (_, job, t) => ({
    sentence: t(
      'Spot machines can be taken back. Allow more attempts with onStatusReason "Host EC2*", or use no Spot.',
    ),
    verdict: t('Failed: the machine that it ran on was terminated, as happens with Spot.'),
    evidence: [t('Attempts allowed: {0}', job.maxAttempts ?? 1)],
  }),
);
