// Failed since it ran longer than its timeout allows.
// https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html
import { formatDuration } from '../../../core/time';
import { failureCheck } from '../failureCheck';

export const timeout = failureCheck(
  ['timeout'],
  (t) => t('Timeout'),
  (t) => t('It was not ended by a timeout.'),
  (_, job, t) => {
    const limit = job.timeoutSeconds === undefined ? undefined : formatDuration(job.timeoutSeconds * 1000);
    return {
      sentence: t('Give it more time (attemptDurationSeconds), or find in its log what took so long.'),
      verdict:
        limit === undefined
          ? t('Failed: it ran longer than its timeout.')
          : t('Failed: it ran longer than its timeout of {0}.', limit),
      evidence: limit === undefined ? [] : [t('Timeout of an attempt: {0}', limit)],
      action: { kind: 'openLog', jobId: job.jobId },
    };
  },
);
