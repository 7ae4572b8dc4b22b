// Whether one of the environments that take jobs may ever grow large enough for the job's vCPUs.
import { isWaiting, usableOf } from '../facts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const vcpusFit: Check = {
  title: (t) => t('vCPUs of the request'),
  run({ job, environments: told }, t) {
    if (!isWaiting(job)) return notApplicable(t('The job does not wait.'));
    const vcpus = job.container?.vcpus;
    if (vcpus === undefined) return notApplicable(t('AWS Batch does not tell how large the job is.'));
    if ('error' in told) return unread(told.error, t);
    const usable = usableOf(told.value);
    if (usable.length === 0) return notApplicable(t('No compute environment takes jobs.'));
    // An unmanaged environment without a limit takes whatever its owner gives it.
    const limits = usable.map((environment) => ({
      environment,
      most: environment.maxvCpus ?? Number.POSITIVE_INFINITY,
    }));
    const evidence = [
      t('The job asks for {0} vCPUs.', vcpus),
      ...limits.flatMap(({ environment, most }) =>
        Number.isFinite(most) ? [t('{0} has at most {1} vCPUs.', environment.name, most)] : [],
      ),
      ...told.value.flatMap((one) => (one.environment?.state === 'DISABLED' ? [t('{0} is disabled.', one.name)] : [])),
    ];
    const largest = limits.reduce((best, one) => (one.most > best.most ? one : best));
    if (largest.most >= vcpus)
      return passed(t('{0} can grow large enough for it.', largest.environment.name), { evidence });
    const { environment, most } = largest;
    // One that is large enough may only be switched off.
    const off = told.value.find(
      (one) => one.environment?.state === 'DISABLED' && (one.environment.maxvCpus ?? 0) >= vcpus,
    );
    return failed(t('It asks for {0} vCPUs; {1} has {2} at most.', vcpus, environment.name, most), {
      evidence,
      verdict: t('Blocked: it asks for {0} vCPUs, and no environment of its queue has more than {1}.', vcpus, most),
      action:
        off?.environment === undefined
          ? { kind: 'raiseMaxvCpus', environment, maxvCpus: Math.ceil(vcpus) }
          : { kind: 'enableEnvironment', environment: off.environment },
    });
  },
};
