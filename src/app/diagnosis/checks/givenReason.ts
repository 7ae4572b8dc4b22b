// The reason that AWS Batch itself writes on the job at the head of a queue that it cannot place.
// https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html
import type { Translate } from '../../l10n';
import { blockedCode, explainBlocked } from '../blockedReason';
import { isWaiting } from '../facts';
import { type Check, failed, notApplicable, passed } from '../check';

export const givenReason: Check = {
  title: (t) => t('Reason given by AWS Batch'),
  run({ job }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    const { statusReason } = job;
    const code = blockedCode(statusReason);
    if (code === undefined) return passed(noReason(statusReason, t));
    const sentence = explainBlocked(code, t) ?? t('AWS Batch cannot place it; its words are below.');
    return failed(sentence.charAt(0).toUpperCase() + sentence.slice(1), {
      evidence: [t('AWS Batch says: {0}', statusReason ?? '')],
      verdict: t('Blocked: {0}', sentence),
    });
  },
};

/** A job that is tried again still has the reason of the attempt before. */
function noReason(statusReason: string | undefined, t: Translate): string {
  return statusReason === undefined
    ? t('It gives none: jobs that only wait for their turn have none.')
    : t('It gives none; that of the last attempt was: {0}', statusReason);
}
