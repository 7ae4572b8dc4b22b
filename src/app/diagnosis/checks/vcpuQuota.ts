// Whether the account may have as many vCPUs at a time as the job needs beside what runs.
import type { QuotaUse } from '../accountFacts';
import type { Facts } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

const names: Readonly<Record<QuotaUse['quota'], string>> = {
  onDemand: 'Running On-Demand Standard instances (L-1216C47A)',
  spot: 'All Standard Spot Instance Requests (L-34B43A08)',
  fargate: 'Fargate On-Demand vCPU resource count (L-3032A538)',
  fargateSpot: 'Fargate Spot vCPU resource count (L-36FBB829)',
};

export const vcpuQuota: Check = {
  title: (t) => t('vCPU quotas of the account'),
  run(facts, t) {
    const { job, account, environments } = facts;
    const vcpus = job?.container?.vcpus;
    if (account === undefined || job?.status !== 'RUNNABLE' || vcpus === undefined) {
      return notApplicable(t('Looked at on AWS, for a job that is RUNNABLE.'));
    }
    if ('error' in environments) return unread(environments.error, t);
    if ('error' in account.quotas) return unread(account.quotas.error, t);
    const quotas = account.quotas.value;
    if (quotas.length === 0) return notApplicable(t('No compute environment of the queue has such a quota.'));
    const evidence = quotas.map((one) => {
      const told = [names[one.quota], one.vcpus, useOf(one, facts)] as const;
      return isFargate(one)
        ? t('{0}: {1} vCPUs, {2} in use by jobs of AWS Batch alone', ...told)
        : t('{0}: {1} vCPUs, {2} in use', ...told);
    });
    // On machines that are there already a job needs nothing of the quota.
    const isReached = quotas.every((one) => useOf(one, facts) + vcpus > one.vcpus) && !hasRoom(facts);
    if (!isReached) return passed(t('The quotas leave room for the job.'), { evidence });
    return failed(t('Ask AWS for more in Service Quotas, or wait until other things have ended.'), {
      evidence,
      verdict: t('Blocked: the account may not have {0} vCPUs more.', vcpus),
    });
  },
};

function isFargate({ quota }: QuotaUse): boolean {
  return quota === 'fargate' || quota === 'fargateSpot';
}

/** Of Fargate what jobs of AWS Batch use, the queue's at least: nobody tells of other tasks. */
function useOf(one: QuotaUse, { front }: Facts): number {
  const ofQueue = isFargate(one) && 'value' in front ? (front.value.usedVcpus ?? 0) : 0;
  return Math.max(one.usedVcpus ?? 0, ofQueue);
}

function hasRoom({ account, job }: Facts): boolean {
  if (account === undefined || 'error' in account.machines) return false;
  const { vcpus = 0, memoryMib = 0 } = job?.container ?? {};
  return account.machines.value.some(({ machines }) =>
    machines.some(({ freeVcpus = 0, freeMemoryMib = 0 }) => freeVcpus >= vcpus && freeMemoryMib >= memoryMib),
  );
}
