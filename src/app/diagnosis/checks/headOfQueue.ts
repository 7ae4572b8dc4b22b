// Whether the first job of the queue, behind which all others wait, can be placed.
import { blockedCode, explainBlocked } from '../blockedReason';
import { nameOf } from '../jobName';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const headOfQueue: Check = {
  title: (t) => t('First job of the queue'),
  run({ job, front, head: told }, t) {
    if (job?.status !== 'RUNNABLE') return notApplicable(t('The job is not in line: it is not RUNNABLE.'));
    if ('error' in front) return unread(front.error, t);
    if ('error' in told) return unread(told.error, t);
    const head = told.value;
    if (head === undefined) return notApplicable(t('AWS Batch lists no job of the queue as next.'));
    if (head.jobId === job.jobId) return passed(t('This job is the first.'));
    const name = nameOf(head, head.jobId);
    const code = blockedCode(head.statusReason);
    const evidence = [
      t('First: {0} ({1})', name, head.jobId),
      ...(head.statusReason === undefined ? [] : [t('AWS Batch says: {0}', head.statusReason)]),
    ];
    if (code === undefined)
      return passed(t('{0} is the first; nothing keeps it from being placed.', name), { evidence });
    const why = explainBlocked(code, t) ?? code;
    return failed(t('{0} holds up all behind it: {1}', name, why), {
      evidence,
      verdict: t('Blocked: {0} is first in the queue and cannot be placed.', name),
      action: { kind: 'explainJob', jobId: head.jobId, jobName: name },
    });
  },
};
