// How a job ended: one cause for each end, told from the words and codes that AWS Batch and ECS give.
// https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html
import type { Job } from '../../core/job';
import type { Translate } from '../l10n';

export type EndCause =
  | 'stopped'
  | 'timeLimit'
  | 'dependency'
  | 'timeout'
  | 'memory'
  | 'image'
  | 'host'
  | 'commandStart'
  /** The container never ran, for a reason that is none of the above. */
  | 'notStarted'
  /** The command itself ended with a code that is not 0. */
  | 'exitCode'
  | 'unknown';

export type JobEnd = {
  readonly cause: EndCause;
  readonly exitCode?: number;
  /** The container's reason. */
  readonly reason?: string;
  readonly statusReason?: string;
};

/** Undefined for a job that has not failed. */
export function endOf(job: Job | undefined): JobEnd | undefined {
  if (job?.status !== 'FAILED') return undefined;
  const last = job.attempts.at(-1);
  const end = {
    exitCode: job.exitCode ?? last?.exitCode,
    reason: job.reason ?? last?.reason,
    statusReason: job.statusReason ?? last?.statusReason,
  };
  return { ...end, cause: causeOf(end, job) };
}

function causeOf({ exitCode, reason = '', statusReason = '' }: Omit<JobEnd, 'cause'>, job: Job): EndCause {
  // What was decided from outside comes first: the exit code is 137 or 143 then too.
  if (/JobStateTimeLimit action/.test(statusReason)) return 'timeLimit';
  if (/^Dependent Job failed/i.test(statusReason)) return 'dependency';
  if (/^Job attempt duration exceeded timeout/.test(statusReason)) return 'timeout';
  if (job.isStopping === true) return 'stopped';
  if (/OutOfMemory/i.test(reason)) return 'memory';
  if (/CannotPull(ECR)?Container|CannotPullImage/i.test(reason)) return 'image';
  // ECS tells of a program that is not there so; where a shell starts it, it is the exit code that tells.
  if (/CannotStartContainer|executable file not found/i.test(reason)) return 'commandStart';
  if (/^Host EC2/i.test(statusReason) || /Spot interruption/i.test(statusReason)) return 'host';
  if (exitCode === 137) return 'memory';
  if (exitCode !== undefined && exitCode >= 125 && exitCode <= 127) return 'commandStart';
  if (exitCode !== undefined && exitCode !== 0) return 'exitCode';
  return /^Task failed to start/.test(statusReason) || reason !== '' ? 'notStarted' : 'unknown';
}

/** The words and codes themselves. */
export function endEvidence({ exitCode, reason, statusReason }: JobEnd, t: Translate): readonly string[] {
  return [
    exitCode === undefined ? undefined : t('Exit code: {0}', exitCode),
    reason === undefined ? undefined : t('Reason of the container: {0}', reason),
    statusReason === undefined ? undefined : t('Reason of the job: {0}', statusReason),
  ].filter((line) => line !== undefined);
}
