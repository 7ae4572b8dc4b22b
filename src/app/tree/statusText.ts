// States in words and pictures: what each means, in one sentence, wherever it is shown.
import type { JobSummary } from '../../core/job';
import { type JobStatus, type KnownJobStatus, jobStatuses } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import type { Translate } from '../l10n';
import type { NodeIcon } from './nodeKind';
import type { Token } from './tokens';

/** `RUNNING` → `Running`: the service's own word, easier on the eye. */
export function statusLabel(status: string): string {
  const words = status.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function isKnownStatus(status: JobStatus): status is KnownJobStatus {
  return (jobStatuses as readonly string[]).includes(status);
}

const jobIcons: Readonly<Record<KnownJobStatus, NodeIcon>> = {
  SUBMITTED: { name: 'circle-outline' },
  PENDING: { name: 'link', color: 'charts.yellow' },
  RUNNABLE: { name: 'watch', color: 'charts.yellow' },
  STARTING: { name: 'rocket', color: 'charts.blue' },
  RUNNING: { name: 'play-circle', color: 'charts.blue' },
  SUCCEEDED: { name: 'pass-filled', color: 'testing.iconPassed' },
  FAILED: { name: 'error', color: 'testing.iconFailed' },
};

export function jobIcon(status: JobStatus): NodeIcon {
  return isKnownStatus(status) ? jobIcons[status] : { name: 'question' };
}

/** What the state of a job means. */
export function explainJobStatus(job: Pick<JobSummary, 'status' | 'array'>, t: Translate): string {
  const isArray = job.array?.size !== undefined;
  if (isArray && job.status === 'PENDING') return explainActiveArray(shownStatus(job), t);
  if (isArray && job.status === 'SUCCEEDED') return t('All of its children have succeeded.');
  if (isArray && job.status === 'FAILED') return t('All of its children have ended, and at least one has failed.');
  return explainStatus(job.status, t);
}

function explainActiveArray(shown: JobStatus, t: Translate): string {
  switch (shown) {
    case 'RUNNING':
      return t('Its children run. AWS Batch calls the parent of an array PENDING until its last child has ended.');
    case 'RUNNABLE':
      return t('Its children wait for capacity. AWS Batch calls the parent of an array PENDING meanwhile.');
    default:
      return t('The array waits for other jobs to succeed; its children come after that.');
  }
}

/** What a state means for jobs in general. */
export function explainStatus(status: JobStatus, t: Translate): string {
  if (!isKnownStatus(status))
    return t('A newer AWS Batch calls it {0}; this extension does not know the word.', status);
  switch (status) {
    case 'SUBMITTED':
      return t('Accepted; the scheduler has not looked at it yet.');
    case 'PENDING':
      return t('Waits for another job to succeed, or for a resource that it needs.');
    case 'RUNNABLE':
      return t('Ready; waits until a compute environment of its queue has room for it.');
    case 'STARTING':
      return t('Has a place; its image is fetched and its container started.');
    case 'RUNNING':
      return t('Its container runs.');
    case 'SUCCEEDED':
      return t('Its container ended with exit code 0.');
    case 'FAILED':
      return t('Its last attempt failed, or it was cancelled or terminated.');
  }
}

type Resource = { readonly state: string; readonly status: string };

/** The words of a queue or an environment that differ from the usual ENABLED and VALID, or ENABLED. */
export function resourceState({ state, status }: Resource): string {
  const words = [state === 'ENABLED' ? [] : [state], status === 'VALID' ? [] : [status]].flat();
  return words.length === 0 ? state : words.join(', ');
}

/** Which of the two commands is offered. */
export function stateToken({ state }: Resource): Token {
  return state === 'DISABLED' ? 'disabled' : 'enabled';
}

export function resourceIcon(resource: Resource, usual: string): NodeIcon {
  if (resource.status === 'INVALID') return { name: 'error', color: 'testing.iconFailed' };
  if (resource.state === 'DISABLED') return { name: 'circle-slash', color: 'disabledForeground' };
  if (resource.status !== 'VALID') return { name: 'sync', color: 'charts.yellow' };
  return { name: usual };
}

export function explainQueue({ state, status }: Resource, t: Translate): string {
  if (status !== 'VALID') return explainResourceStatus(status, t);
  return state === 'DISABLED'
    ? t('Disabled: it takes no new jobs; those that are in it still run.')
    : t('Takes jobs, and hands them to its compute environments.');
}

export function explainEnvironment({ state, status }: Resource, t: Translate): string {
  if (status !== 'VALID') return explainResourceStatus(status, t);
  return state === 'DISABLED'
    ? t('Disabled: no new jobs are placed here; those that run go on.')
    : t('Runs the jobs of the queues that name it.');
}

function explainResourceStatus(status: string, t: Translate): string {
  switch (status) {
    case 'INVALID':
      return t('AWS Batch cannot use it as it is.');
    case 'CREATING':
      return t('It is being made.');
    case 'UPDATING':
      return t('It is being changed.');
    case 'DELETING':
    case 'DELETED':
      return t('It is being removed.');
    default:
      return t('A newer AWS Batch calls it {0}; this extension does not know the word.', status);
  }
}
