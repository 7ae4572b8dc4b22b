// Whether one of the queue's compute environments takes jobs.
import { isHealthy } from '../healthy';
import type { Facts, NamedEnvironment } from '../facts';
import { isWaiting, usableOf } from '../facts';
import type { Translate } from '../../l10n';
import { invalidAdvice } from '../../manage/invalidAdvice';
import { type Check, type NextAction, failed, notApplicable, passed, unread } from '../check';

export const environments: Check = {
  title: (t) => t('Compute environments'),
  run(facts, t) {
    const { job, asked, queue, environments: told } = facts;
    if (asked === 'job' && !isWaiting(job)) return notApplicable(t('The job does not wait.'));
    if ('error' in told) return unread(told.error, t);
    if ('value' in queue && (queue.value?.serviceEnvironments.length ?? 0) > 0) {
      return notApplicable(t('The queue runs service jobs, which are shown in the AWS console.'));
    }
    const evidence = told.value.flatMap((one) => describe(one, t));
    const usable = usableOf(told.value);
    const off = told.value.find(
      ({ environment }) => environment?.state === 'DISABLED' && environment.status === 'VALID',
    );
    const enable: NextAction | undefined = off?.environment && {
      kind: 'enableEnvironment',
      environment: off.environment,
    };
    if (usable.length > 0) {
      const text =
        usable.length === told.value.length
          ? t('All {0} that the queue has take jobs.', usable.length)
          : t('{0} of {1} that the queue has take jobs.', usable.length, told.value.length);
      return passed(text, { evidence, action: enable });
    }
    if (told.value.length === 0) {
      return failed(t('The queue has no compute environment to run jobs in.'), {
        verdict: t('Blocked: the queue has no compute environment.'),
      });
    }
    if (off !== undefined) {
      return failed(t('None that the queue has takes jobs: {0} is disabled.', off.name), {
        evidence,
        verdict: t('Blocked: the compute environment {0} is disabled.', off.name),
        action: enable,
      });
    }
    return broken(told.value, facts, evidence, t);
  },
};

function broken(all: readonly NamedEnvironment[], { hasConsole }: Facts, evidence: readonly string[], t: Translate) {
  const invalid = all.find(({ environment }) => environment?.status === 'INVALID') ?? all[0];
  const { name = '', environment } = invalid ?? {};
  if (environment === undefined) {
    return failed(t('The compute environment {0} does not exist any longer.', name), {
      evidence,
      verdict: t('Blocked: the compute environment {0} does not exist any longer.', name),
    });
  }
  const { arn, status, statusReason } = environment;
  return failed(adviceFor(statusReason ?? '', name, status, t), {
    evidence,
    verdict: t('Blocked: the compute environment {0} is {1}.', name, status),
    action: hasConsole ? { kind: 'openConsole', page: 'compute-environments', id: arn } : undefined,
  });
}

function adviceFor(statusReason: string, name: string, status: string, t: Translate): string {
  const advice = invalidAdvice(statusReason, name, t);
  if (advice !== undefined) return advice;
  if (status === 'INVALID') return t('AWS Batch cannot use {0} as it is; its reason is below.', name);
  return t('{0} is {1}: it takes jobs when that is over.', name, status);
}

function describe({ name, environment }: NamedEnvironment, t: Translate): readonly string[] {
  if (environment === undefined) return [t('{0}: does not exist', name)];
  const { state, status, statusReason, resourceType, maxvCpus } = environment;
  const most = maxvCpus === undefined ? [] : [t('up to {0} vCPUs', maxvCpus)];
  const words = [state, status, ...(resourceType === undefined ? [] : [resourceType]), ...most];
  return [
    `${name}: ${words.join(', ')}`,
    ...(statusReason === undefined || isHealthy(statusReason) ? [] : [t('AWS Batch says: {0}', statusReason)]),
  ];
}
