// Whether the queue is there, enabled and valid.
import { isHealthy } from '../healthy';
import type { Facts } from '../facts';
import { isWaiting } from '../facts';
import { type Check, type NextAction, failed, notApplicable, passed, unread } from '../check';

export const queueState: Check = {
  title: (t) => t('Job queue'),
  run(facts, t) {
    const { job, asked, queue: told } = facts;
    if (asked === 'job' && !isWaiting(job)) return notApplicable(t('The job does not wait.'));
    if ('error' in told) return unread(told.error, t);
    const queue = told.value;
    if (queue === undefined) {
      return failed(t('The queue does not exist any longer.'), {
        verdict: t('Blocked: its queue does not exist any longer.'),
      });
    }
    const { name, state, status, statusReason } = queue;
    const evidence = [
      t('Queue {0}: {1}, {2}', name, state, status),
      ...(statusReason === undefined || isHealthy(statusReason) ? [] : [t('AWS Batch says: {0}', statusReason)]),
    ];
    if (status === 'INVALID') {
      return failed(t('AWS Batch cannot use the queue {0} as it is.', name), {
        evidence,
        verdict: t('Blocked: the queue {0} is INVALID.', name),
        action: consolePage(facts, queue.arn),
      });
    }
    if (state !== 'DISABLED') return passed(t('The queue {0} is enabled.', name), { evidence });
    const action: NextAction = { kind: 'enableQueue', queue };
    // What is in a disabled queue still runs: it is no reason why a job waits.
    if (asked === 'job') {
      return passed(t('The queue {0} is disabled for new jobs; this one is in it and still runs.', name), {
        evidence,
        action,
      });
    }
    return failed(t('The queue {0} takes no new jobs; those in it still run.', name), {
      evidence,
      verdict: t('Blocked: the queue is disabled, it takes no new jobs.'),
      action,
    });
  },
};

function consolePage({ hasConsole }: Facts, id: string): NextAction | undefined {
  return hasConsole ? { kind: 'openConsole', page: 'queues', id } : undefined;
}
