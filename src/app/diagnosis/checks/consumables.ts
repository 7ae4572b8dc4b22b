// Whether there is enough of what the job uses up or borrows, such as licences.
import { type WantedConsumable, isWaiting } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const consumables: Check = {
  title: (t) => t('Consumable resources'),
  run({ job, consumables: told }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    if ('error' in told) return unread(told.error, t);
    const all = told.value;
    if (all.length === 0) return notApplicable(t('The job wants no consumable resource.'));
    const evidence = all.map(({ quantity, resource: { name, available, total } }) =>
      t('{0}: the job wants {1}; {2} of {3} are free', name, quantity, available, total),
    );
    const impossible = all.find((one) => one.quantity > mostEver(one));
    if (impossible !== undefined) {
      const { quantity, resource } = impossible;
      return failed(t('Add to {0} (UpdateConsumableResource), or submit the job with less.', resource.name), {
        evidence,
        verdict: t(
          'Blocked: it wants {0} of {1}, of which there are {2}.',
          quantity,
          resource.name,
          mostEver(impossible),
        ),
      });
    }
    const short = all.find(({ quantity, resource }) => quantity > resource.available);
    if (short === undefined) return passed(t('Enough of each is free.'), { evidence });
    const { quantity, resource } = short;
    return passed(t('It gets {0} when other jobs have ended.', resource.name), {
      evidence,
      verdict: t('Waiting for {0}: it wants {1}, {2} are free.', resource.name, quantity, resource.available),
    });
  },
};

/** What is used up does not come back. */
function mostEver({ resource: { isReplenishable, total, available } }: WantedConsumable): number {
  return isReplenishable ? total : available;
}
