// Whether an environment that takes jobs can have GPUs at all, when the job asks for some.
import type { ComputeEnvironment } from '../../../core/computeEnvironment';
import { isWaiting, usableOf } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const gpusFit: Check = {
  title: (t) => t('GPUs of the request'),
  run({ job, environments: told }, t) {
    const gpus = job?.container?.gpus ?? 0;
    if (!isWaiting(job) || gpus === 0) return notApplicable(t('The job asks for no GPU.'));
    if ('error' in told) return unread(told.error, t);
    const usable = usableOf(told.value);
    if (usable.length === 0) return notApplicable(t('No compute environment takes jobs.'));
    const evidence = [
      t('The job asks for {0} GPUs.', gpus),
      ...usable.map(
        ({ name, resourceType = '', instanceTypes }) =>
          `${name}: ${[resourceType, ...instanceTypes].filter((word) => word !== '').join(', ')}`,
      ),
    ];
    if (usable.some(mayHaveGpus)) return passed(t('Its queue has instance types with GPUs.'), { evidence });
    return failed(t('No environment of its queue has GPUs: add an instance type of the families g or p.'), {
      evidence,
      verdict: t('Blocked: it asks for a GPU, and no environment of its queue has any.'),
    });
  },
};

/** The families whose names begin with g or p; `optimal` and the `default_` lists choose among c, m and r. */
function mayHaveGpus({ resourceType, instanceTypes }: ComputeEnvironment): boolean {
  if (resourceType?.startsWith('FARGATE') === true) return false;
  // An unmanaged environment has whatever its owner joined to it.
  return instanceTypes.length === 0 || instanceTypes.some((type) => /^[gp]\d/.test(type));
}
