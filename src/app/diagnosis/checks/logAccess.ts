// Whether the log group exists and the execution role may write to it: else the container does not start.
import { nameOfArn } from '../../../core/arn';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const logAccess: Check = {
  title: (t) => t('Log'),
  run({ account, job }, t) {
    if (account === undefined) return notApplicable(t('Looked at on AWS, for a job that has not begun.'));
    const { hasLogGroup, deniedLogActions } = account;
    const group = job?.logGroupName ?? '';
    if ('value' in hasLogGroup && hasLogGroup.value === false) {
      return failed(t('Make the log group, or set awslogs-create-group in the job definition.'), {
        evidence: [group],
        verdict: t('Blocked: the log group {0} does not exist.', group),
      });
    }
    const denied = 'value' in deniedLogActions ? (deniedLogActions.value ?? []) : [];
    if (denied.length > 0) {
      const role = nameOfArn(job?.executionRoleArn ?? '');
      return failed(t('Allow the role {0}: {1}.', role, denied.join(', ')), {
        evidence: denied,
        verdict: t('Blocked: the execution role may not write the log.'),
      });
    }
    if ('error' in hasLogGroup) return unread(hasLogGroup.error, t);
    if ('error' in deniedLogActions) return unread(deniedLogActions.error, t);
    if (hasLogGroup.value === undefined && deniedLogActions.value === undefined) {
      return notApplicable(t('Its log group is made when it is needed, and it has no execution role.'));
    }
    return passed(t('The log can be written.'));
  },
};
