// Whether the definition is made for what the queue runs on: Fargate or EC2.
import { isWaiting, usableOf } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const platform: Check = {
  title: (t) => t('Platform of the definition'),
  run({ job, environments: told, definition, isLocal }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    if (isLocal) return notApplicable(t('The local engine runs every platform.'));
    if ('error' in definition) return unread(definition.error, t);
    if ('error' in told) return unread(told.error, t);
    const kinds = usableOf(told.value).flatMap(({ resourceType }) => resourceType ?? []);
    if (definition.value === undefined || kinds.length === 0) return notApplicable(t('There is nothing to compare.'));
    const wanted = definition.value.platforms.length === 0 ? ['EC2'] : definition.value.platforms;
    const evidence = [
      t('The definition is for {0}.', wanted.join(', ')),
      t('The queue runs on {0}.', [...new Set(kinds)].join(', ')),
    ];
    const isFargate = (word: string): boolean => word.startsWith('FARGATE');
    if (kinds.some((kind) => wanted.some((word) => isFargate(word) === isFargate(kind)))) {
      return passed(t('The definition can run where the queue runs its jobs.'), { evidence });
    }
    return failed(
      t('Submit it to a queue that runs on {0}, or register the definition for this one.', wanted.join(', ')),
      {
        evidence,
        verdict: t('Blocked: its definition is for {0}, its queue runs on {1}.', wanted.join(', '), kinds.join(', ')),
      },
    );
  },
};
