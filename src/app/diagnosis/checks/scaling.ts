// Whether EC2 could start the machines that the environments want.
import { formatDuration } from '../../../core/time';
import type { EnvironmentActivities } from '../accountFacts';
import { type Check, failed, notApplicable, passed, unread } from '../check';
import type { Translate } from '../../l10n';

/** As long as machines are wanted, EC2 Auto Scaling tries again every few minutes. */
const stillCountsMs = 60 * 60_000;

export const scaling: Check = {
  title: (t) => t('Starts of machines'),
  run({ job, account, environments, now }, t) {
    if (account === undefined || job?.status !== 'RUNNABLE') {
      return notApplicable(t('Looked at on AWS, for a job that is RUNNABLE.'));
    }
    if ('error' in environments) return unread(environments.error, t);
    if ('error' in account.scaling) return unread(account.scaling.error, t);
    const all = account.scaling.value;
    if (all.length === 0) return notApplicable(t('No compute environment of the queue starts machines.'));
    const evidence = all.map((one) => evidenceOf(one, now, t));
    // Where another environment of the queue gets machines, the job will get one there.
    const [bad] = all;
    const [newest] = bad?.activities ?? [];
    if (bad === undefined || newest === undefined || !all.every((one) => isBlocked(one, now))) {
      return passed(t('No start of a machine has failed last.'), { evidence });
    }
    return failed(advice(newest.text, t), {
      evidence,
      verdict: t('Blocked: EC2 could not start a machine for {0}: {1}', bad.environment.name, newest.text),
    });
  },
};

function isBlocked({ environment, activities }: EnvironmentActivities, now: number): boolean {
  const [newest] = activities;
  return newest?.hasFailed === true && now - newest.at < stillCountsMs && (environment.desiredvCpus ?? 0) > 0;
}

function evidenceOf({ environment, activities }: EnvironmentActivities, now: number, t: Translate): string {
  const [newest] = activities;
  if (newest === undefined) return t('{0}: no machine was started lately', environment.name);
  const failures = activities.filter((one) => one.hasFailed).length;
  const told = [environment.name, failures, activities.length, formatDuration(now - newest.at), newest.text] as const;
  return t('{0}: {1} of the last {2} starts and ends failed; {3} ago: {4}', ...told);
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html */
function advice(text: string, t: Translate): string {
  if (
    /InsufficientInstanceCapacity|capacity-not-available|no Spot capacity|do not have sufficient|UnfulfillableCapacity/i.test(
      text,
    )
  ) {
    return t(
      'EC2 has none of these types there now: let the environment use more instance types, or subnets in other zones.',
    );
  }
  if (/vCPU (capacity|limit)|VcpuLimitExceeded|InstanceLimitExceeded|MaxSpotInstanceCountExceeded/i.test(text)) {
    return t('Ask AWS for more in Service Quotas, or wait until other things have ended.');
  }
  if (
    /not authorized|UnauthorizedOperation|AccessDenied|InvalidKMSKey|InternalError: Client error on launch/i.test(text)
  ) {
    return t('Look at the rights of the environment’s service role, and of the key that its disks are encrypted with.');
  }
  return t('Look at the launch template, image, key pair and instance types of the environment.');
}
