// What keeps a job in STARTING: its image, its network, its roles and secrets.
// https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
import { formatDuration } from '../../../core/time';
import { type Check, failed, notApplicable, passed } from '../check';

/** A large image takes some minutes; beyond these something is wrong. */
const usualMs = 15 * 60_000;

export const starting: Check = {
  title: (t) => t('Start of the container'),
  run({ job, now, isLocal, hasConsole }, t) {
    if (job?.status !== 'STARTING') return notApplicable(t('The job is not STARTING.'));
    // When it left RUNNABLE is not told: it has been STARTING for so long at most.
    const from = job.attempts.at(-1)?.stoppedAt ?? job.createdAt ?? now;
    const longest = formatDuration(now - from);
    const image = job.container?.image;
    const evidence = [t('STARTING for {0} at most', longest), ...(image === undefined ? [] : [t('Image: {0}', image)])];
    if (now - from < usualMs || isLocal) {
      return passed(t('It has its place; the image is being fetched and the container started.'), {
        evidence,
        verdict: t('Starting: the image is being fetched and the container started.'),
      });
    }
    return failed(
      t('Check that the machine reaches the registry, and the execution role, secrets and size of the image.'),
      {
        evidence,
        verdict: t('Starting for up to {0}: the container does not come up.', longest),
        action: hasConsole ? { kind: 'openConsole', page: 'jobs', id: job.jobId } : undefined,
      },
    );
  },
};
