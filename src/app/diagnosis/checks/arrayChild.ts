// Says of an array which child is looked at, and how far the others are.
import { type Check, notApplicable, passed } from '../check';

export const arrayChild: Check = {
  title: (t) => t('Child of an array'),
  run({ array, job }, t) {
    const index = job?.array?.index;
    if (array === undefined || index === undefined) return notApplicable(t('The job is no child of an array.'));
    const { counts, size } = array.array ?? {};
    const all = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
    const isPending = array.status === 'PENDING';
    return passed(t('What follows is about child {0} of {1}.', index, array.jobName), {
      evidence: [
        ...(size === undefined ? [] : [t('Children: {0}', size)]),
        ...all.map(([status, count]) => `${status}: ${count}`),
        ...(isPending ? [t('AWS Batch calls the array PENDING until its last child has ended.')] : []),
      ],
    });
  },
};
