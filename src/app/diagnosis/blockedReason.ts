// The codes that AWS Batch writes on a job that it cannot place, in plain words.
// https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html
import type { Translate } from '../l10n';

/** The code, up to the first blank; undefined for any other reason, such as that of an attempt before. */
export function blockedCode(statusReason: string | undefined): string | undefined {
  const [code = ''] = (statusReason ?? '').split(' ', 1);
  return /^(CAPACITY|MISCONFIGURATION):[A-Z0-9_]+$|^(ACTION_REQUIRED|UNDETERMINED)$/.test(code) ? code : undefined;
}

/** Undefined for a code that is not known here. */
export function explainBlocked(code: string, t: Translate): string | undefined {
  switch (code) {
    case 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY':
      return t('EC2 has no such instances free: allow more instance types and zones, or wait.');
    case 'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE':
      return t('it asks for more vCPUs than any environment of its queue may have.');
    case 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT':
      return t('it asks for more vCPUs, memory or GPUs than one machine of its queue has.');
    case 'MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED':
      return t('instance types, zones or launch template of the environment do not go together.');
    case 'MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS':
      return t('the service role of the environment lacks a permission.');
    case 'ACTION_REQUIRED':
      return t('the environments of its queue are disabled or invalid.');
    case 'UNDETERMINED':
      return t('AWS Batch does not know why. Often: machines that cannot join the cluster, or a missing log driver.');
    default:
      return undefined;
  }
}
