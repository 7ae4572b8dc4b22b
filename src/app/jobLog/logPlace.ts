// Where the log of a job, or of one of its attempts, is; and what there is to say while there is none.
import type { Job, JobSummary } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import type { Translate } from '../l10n';
import type { LogStream } from '../logTail';
import { explainStatus } from '../tree/statusText';

/** `attempt` counts from 1; undefined: the latest, whichever that is at the time. */
export type JobLogTarget = { readonly jobId: string; readonly attempt?: number };

/** The attempt that the job is at, or was at last; 0 before the first. */
export function currentAttempt({ status, attempts }: Job): number {
  return status === 'STARTING' || status === 'RUNNING' ? attempts.length + 1 : attempts.length;
}

export function logStreamOf(job: Job, attempt: number | undefined): LogStream | undefined {
  const { logGroupName, attempts } = job;
  const isPast = attempt !== undefined && attempt <= attempts.length;
  const logStreamName = isPast
    ? attempts[attempt - 1]?.logStreamName
    : (job.logStreamName ?? attempts.at(-1)?.logStreamName);
  return logGroupName === undefined || logStreamName === undefined ? undefined : { logGroupName, logStreamName };
}

/** Nothing will be added to the log any more, however long one waits. */
export function isLogComplete(job: Job, attempt: number | undefined): boolean {
  return isTerminal(job.status) || (attempt !== undefined && attempt <= job.attempts.length);
}

/** `RUNNABLE: Ready; waits until …` */
export function stateText(job: JobSummary, t: Translate): string {
  const { status, statusReason, reason, exitCode } = job;
  if (!isTerminal(status)) return `${status}: ${statusReason ?? explainStatus(status, t)}`;
  // AWS says this of every end.
  const why = reason ?? (statusReason?.startsWith('Essential container in task exited') ? undefined : statusReason);
  const parts = [exitCode === undefined ? undefined : t('exit code {0}', exitCode), why];
  const said = parts.filter((part) => part !== undefined).join(', ');
  return said === '' ? status : `${status} (${said})`;
}

/** Why there is no line to show. */
export function noOutputText(job: Job, attempt: number | undefined, t: Translate): string {
  if (job.logGroupName === undefined) {
    return t('The log of this job does not go to CloudWatch Logs: its definition names another log driver.');
  }
  if (isLogComplete(job, attempt)) return t('There is no output.');
  return t('No output yet: the job is {0}', stateText(job, t));
}
