// What a set-up makes and what it costs, before it is made.
import type { Translate } from '../l10n';
import type { Session } from '../session';
import { type SetUpChoices, isFargate } from './setUpChoices';

export function summaryOf(choices: SetUpChoices, { region, accountId }: Session, t: Translate): string {
  const { name, computeType, minvCpus, maxvCpus, vpcId, subnetIds, worker } = choices;
  const place = accountId === undefined ? region : t('{0}, account {1}', region, accountId);
  const sizes = isFargate(computeType) ? t('at most {0} vCPUs', maxvCpus) : t('{0} to {1} vCPUs', minvCpus, maxvCpus);
  return [
    t('In {0}:', place),
    t('• a private, encrypted S3 bucket'),
    `• ${t('the job queue {0} on {1}, {2}', `${name}-queue`, computeType, sizes)}`,
    `• ${t('the job definitions {0} and {1}', `${name}-split`, `${name}-merge`)}`,
    t('• a Lambda function that starts a run for each file put into inbox/ of the bucket, and a queue for what fails'),
    t(
      '• logs kept for 30 days, roles with the least rights, a security group in {0} ({1} subnets)',
      vpcId,
      subnetIds.length,
    ),
    ...(worker.source === 'repository' ? [t('• an ECR repository for the image')] : []),
    '',
    minvCpus > 0
      ? t('{0} vCPUs are kept ready and billed day and night.', minvCpus)
      : t('When nothing runs it costs nothing but what is stored in bucket, logs and repository.'),
    t('Billed when used: the vCPUs and memory of jobs and their public addresses, requests, logs, the function.'),
  ].join('\n');
}
