// How much the share of the job uses already, in a queue that is shared out.
import { type Check, notApplicable, passed, unread } from '../check';

export const fairShare: Check = {
  title: (t) => t('Fair share'),
  run({ job, queue, front }, t) {
    if (job?.status !== 'RUNNABLE') return notApplicable(t('The job is not in line: it is not RUNNABLE.'));
    if ('error' in queue) return unread(queue.error, t);
    const { shareIdentifier } = job;
    if (queue.value?.schedulingPolicyArn === undefined || shareIdentifier === undefined) {
      return notApplicable(t('The queue is not shared out: jobs come in their order.'));
    }
    if ('error' in front) return unread(front.error, t);
    const { shares = [], usedVcpus } = front.value;
    const evidence = shares.map((one) => t('Share {0}: {1} vCPUs in use', one.shareIdentifier, one.usedVcpus));
    const own = shares.find((one) => one.shareIdentifier === shareIdentifier)?.usedVcpus ?? 0;
    const sentence =
      usedVcpus === undefined
        ? t('Its share {0} uses {1} vCPUs now.', shareIdentifier, own)
        : t('Its share {0} uses {1} of the {2} vCPUs that the queue uses now.', shareIdentifier, own, usedVcpus);
    return passed(`${sentence} ${t('Shares that have used less for their weight come first.')}`, { evidence });
  },
};
