// What to do about an environment or a queue that AWS Batch calls INVALID, by the reason that it gives.
// https://docs.aws.amazon.com/batch/latest/userguide/invalid_compute_environment.html
import type { Translate } from '../l10n';

/** Undefined for a reason that says no more than itself. */
export function invalidAdvice(statusReason: string, name: string, t: Translate): string | undefined {
  if (/sts:AssumeRole/.test(statusReason))
    return t('AWS Batch may not take on the service role of {0}: check its trust.', name);
  if (/IamFleetRole/.test(statusReason))
    return t('The Spot fleet role of {0} is not right: give it the ARN of one.', name);
  if (/instance ?profile|instanceRole/i.test(statusReason))
    return t('Check the instanceRole of {0}: it is the name or ARN of an instance profile, not of a role.', name);
  if (/subnet|security ?group/i.test(statusReason))
    return t('Check the subnets and securityGroupIds of {0}: they must exist, in one VPC.', name);
  if (/launch ?template/i.test(statusReason))
    return t('Check the launchTemplate of {0}: it must exist, and may not say what AWS Batch says itself.', name);
  if (/not authorized|AccessDenied|UnauthorizedOperation/i.test(statusReason))
    return t('The service role of {0} may not do what the reason names: allow it.', name);
  return undefined;
}
