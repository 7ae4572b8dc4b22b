// Whether the machines of the environments have joined their cluster, and have room.
import { formatDuration } from '../../../core/time';
import type { EnvironmentMachines } from '../accountFacts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

/** An instance needs some minutes from its start until its agent answers. */
const usualMs = 10 * 60_000;

export const machinesJoined: Check = {
  title: (t) => t('Machines of the cluster'),
  run({ job, account, environments, now, front }, t) {
    if (account === undefined || job?.status !== 'RUNNABLE') {
      return notApplicable(t('Looked at on AWS, for a job that is RUNNABLE.'));
    }
    if ('error' in environments) return unread(environments.error, t);
    if ('error' in account.machines) return unread(account.machines.error, t);
    const all = account.machines.value;
    if (all.length === 0) return notApplicable(t('No compute environment of the queue starts machines.'));
    const evidence = all.map(({ environment, machines }) =>
      t(
        '{0}: wants {1} vCPUs; {2} machines, {3} of them with an agent that answers and a log driver',
        ...[environment.name, environment.desiredvCpus ?? 0, machines.length, sound(machines).length],
      ),
    );
    const bad = all.find(({ environment, machines }) => wants(environment) && sound(machines).length === 0);
    const since = 'value' in front ? front.value.jobs[0]?.since : undefined;
    const waitedMs = now - (since ?? job.createdAt ?? now);
    if (bad === undefined || all.some(({ machines }) => sound(machines).length > 0)) {
      return passed(t('Machines have joined, or none are wanted now.'), { evidence });
    }
    if (waitedMs < usualMs && bad.machines.length === 0) {
      return passed(t('Machines are being started, for {0} at most.', formatDuration(waitedMs)), { evidence });
    }
    const sentence = t(
      'Check the way from its subnets to ECS (public address, NAT or endpoints), its instance profile, image and user data.',
    );
    return failed(sentence, {
      evidence,
      verdict: t('Blocked: no machine of {0} joins its cluster.', bad.environment.name),
    });
  },
};

function wants({ desiredvCpus = 0 }: EnvironmentMachines['environment']): boolean {
  return desiredvCpus > 0;
}

function sound(machines: EnvironmentMachines['machines']): EnvironmentMachines['machines'] {
  return machines.filter(({ isAgentConnected, hasLogDriver }) => isAgentConnected && hasLogDriver);
}
