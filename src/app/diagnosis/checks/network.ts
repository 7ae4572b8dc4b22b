// Whether subnets and security groups of the environments exist, and the subnets have addresses left.
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const network: Check = {
  title: (t) => t('Network of the environments'),
  run({ account, environments }, t) {
    if (account === undefined) return notApplicable(t('Looked at on AWS, for a job that has not begun.'));
    if ('error' in environments) return unread(environments.error, t);
    if ('error' in account.network) return unread(account.network.error, t);
    const { missing, full } = account.network.value;
    if (missing.length > 0) {
      return failed(t('These do not exist: {0}. Make a new compute environment with others.', missing.join(', ')), {
        verdict: t('Blocked: {0} does not exist any longer.', missing[0] ?? ''),
        evidence: missing,
      });
    }
    if (full.length === 0) return passed(t('Subnets and security groups exist; the subnets have addresses left.'));
    return failed(t('These subnets have no address left: {0}.', full.join(', ')), {
      verdict: t('Blocked: the subnet {0} has no address left.', full[0] ?? ''),
      evidence: full,
    });
  },
};
