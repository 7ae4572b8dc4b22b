// How many of its attempts the job has used.
import { type Check, notApplicable, passed } from '../check';

export const retries: Check = {
  title: (t) => t('Attempts'),
  run({ job }, t) {
    const used = job?.attempts.length ?? 0;
    if (job === undefined || used === 0) return notApplicable(t('No attempt has ended yet.'));
    const most = Math.max(job.maxAttempts ?? 1, used);
    const evidence = job.attempts.map(({ exitCode, reason, statusReason }, place) => {
      const words = [exitCode === undefined ? undefined : t('exit {0}', exitCode), reason, statusReason];
      return `${place + 1}: ${words.filter((word) => word !== undefined).join(' · ')}`;
    });
    if (job.status !== 'FAILED')
      return passed(t('{0} of {1} have ended; it is tried again.', used, most), { evidence });
    if (used >= most) {
      const text = most === 1 ? t('The only one is used up.') : t('All {0} are used up.', most);
      return passed(text, { evidence, action: { kind: 'openLog', jobId: job.jobId } });
    }
    return passed(t('{0} of {1} were made; this end is not tried again.', used, most), { evidence });
  },
};
