// Cancelled by its queue, which does not let a job block its head for ever.
// https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable_time_limit_actions.html
import { explainBlocked } from '../blockedReason';
import { failureCheck } from '../failureCheck';

export const timeLimit = failureCheck(
  ['timeLimit'],
  (t) => t('Time limit of the queue'),
  (t) => t('No time limit of its queue ended it.'),
  ({ statusReason = '' }, _, t) => {
    const code = /due to reason: (\S+)/.exec(statusReason)?.[1] ?? '';
    const why = explainBlocked(code, t) ?? code;
    return {
      sentence: t('It could not be placed for longer than its queue allows: {0}', why),
      verdict: t('Failed: its queue cancelled it, since it could not be placed: {0}', why),
    };
  },
);
