// Which job it waits for, and whether that one can still succeed.
import { shownStatus } from '../../../core/shownStatus';
import type { Dependency } from '../facts';
import { isWaiting } from '../facts';
import { nameOf } from '../jobName';
import { type Check, type NextAction, failed, notApplicable, passed, unread } from '../check';

export const dependencies: Check = {
  title: (t) => t('Jobs it depends on'),
  run({ job, dependencies: told }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    if ('error' in told) return unread(told.error, t);
    if (told.value.length === 0) return notApplicable(t('The job depends on no other.'));
    const evidence = told.value.map(
      (one) =>
        `${nameOf(one.job, one.jobId)}: ${one.job === undefined ? t('not known any longer') : shownStatus(one.job)}`,
    );
    const broken = told.value.find((one) => one.job?.status === 'FAILED');
    if (broken !== undefined) {
      return failed(t('{0} has failed: this job will fail too, without running.', nameIn(broken)), {
        evidence,
        verdict: t('Blocked: {0}, which it depends on, has failed.', nameIn(broken)),
        action: explain(broken),
      });
    }
    // A job that AWS has forgotten ended long ago; the scheduler has seen how.
    const open = told.value.filter((one) => one.job !== undefined && one.job.status !== 'SUCCEEDED');
    const [first] = open;
    if (first === undefined) return passed(t('All jobs that it depends on have succeeded.'), { evidence });
    const status = first.job === undefined ? '' : shownStatus(first.job);
    const rest = open.length - 1;
    const verdict =
      rest === 0
        ? t('Waiting for another job: {0} is {1}.', nameIn(first), status)
        : t('Waiting for {0} other jobs; the first of them, {1}, is {2}.', open.length, nameIn(first), status);
    return passed(t('It begins when {0} has succeeded.', nameIn(first)), { evidence, verdict, action: explain(first) });
  },
};

function nameIn({ job, jobId }: Dependency): string {
  return nameOf(job, jobId);
}

function explain({ job, jobId }: Dependency): NextAction {
  return { kind: 'explainJob', jobId, jobName: nameOf(job, jobId) };
}
