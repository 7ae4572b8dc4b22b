// Whether vCPUs and memory of the job are a pair that Fargate offers.
import { fargateMemoryMib, fargateVcpus } from '../../../core/fargateSizes';
import { isWaiting, usableOf } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const fargateSize: Check = {
  title: (t) => t('Size on Fargate'),
  run({ job, environments: told, isLocal }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    const { vcpus, memoryMib } = job.container ?? {};
    if (vcpus === undefined || memoryMib === undefined) {
      return notApplicable(t('AWS Batch does not tell how large the job is.'));
    }
    if ('error' in told) return unread(told.error, t);
    const usable = usableOf(told.value);
    const isFargate = usable.length > 0 && usable.every(({ resourceType = '' }) => resourceType.startsWith('FARGATE'));
    if (isLocal || !isFargate) return notApplicable(t('The job does not run on Fargate.'));
    const evidence = [t('The job asks for {0} vCPUs and {1} MiB.', vcpus, memoryMib)];
    const sizes = fargateMemoryMib(vcpus);
    if (sizes.includes(memoryMib)) return passed(t('Fargate has this size.'), { evidence });
    const verdict = t('Blocked: Fargate has no {0} vCPUs with {1} MiB.', vcpus, memoryMib);
    if (sizes.length === 0) {
      return failed(t('Fargate has these numbers of vCPUs: {0}.', fargateVcpus.join(', ')), { evidence, verdict });
    }
    const next = sizes.find((size) => size >= memoryMib) ?? sizes.at(-1) ?? 0;
    return failed(t('With {0} vCPUs the next memory that Fargate has is {1} MiB.', vcpus, next), { evidence, verdict });
  },
};
