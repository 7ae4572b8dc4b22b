// What the checks found, as one answer: a verdict, and a row for each check. Pure: the same facts, the same report.
import { formatDuration } from '../../core/time';
import { nameOfArn } from '../../core/arn';
import type { Job } from '../../core/job';
import type { Translate } from '../l10n';
import type { CheckResult } from './check';
import { checks } from './checks';
import type { Facts } from './facts';
import { nameOf } from './jobName';

export type CheckId = keyof typeof checks;

export type ReportRow = CheckResult & { readonly id: CheckId; readonly title: string };

export type Report = {
  readonly title: string;
  /** `blocked`: it will not go on by itself. `waiting`: it will. */
  readonly kind: 'blocked' | 'waiting' | 'failed' | 'fine';
  readonly verdict: string;
  /** In the order of the table of checks. */
  readonly rows: readonly ReportRow[];
};

export function makeReport(facts: Facts, t: Translate): Report {
  const rows = Object.entries(checks).map(([id, check]): ReportRow => ({
    // The keys of an object that is written down are its only ones.
    id: id as CheckId,
    title: check.title(t),
    ...check.run(facts, t),
  }));
  // The first that knows the cause: they stand in that order.
  const cause = rows.find(({ verdict }) => verdict !== undefined);
  const title = titleOf(facts, t);
  if (cause?.verdict === undefined) return { title, ...stateOf(facts, rows, t), rows };
  const kind = cause.outcome !== 'failed' ? 'waiting' : facts.job?.status === 'FAILED' ? 'failed' : 'blocked';
  return { title, kind, verdict: cause.verdict, rows };
}

function titleOf({ asked, job, queue }: Facts, t: Translate): string {
  if (asked === 'queue') {
    const name = 'value' in queue ? (queue.value?.name ?? '') : nameOfArn(job?.jobQueue ?? '');
    return t('Why do jobs wait in {0}?', name);
  }
  const name = nameOf(job, job?.jobId ?? '');
  if (job?.status === 'FAILED') return t('Why did {0} fail?', name);
  return t('Why is {0} not running?', name);
}

/** What there is to say when no check knows a cause. */
function stateOf(
  { job, asked, now }: Facts,
  rows: readonly ReportRow[],
  t: Translate,
): Pick<Report, 'kind' | 'verdict'> {
  if (job === undefined) {
    const isUnknown = rows.some(({ id, outcome }) => id === 'queueState' && outcome === 'notPermitted');
    const verdict = isUnknown
      ? t('It cannot be told: the credentials may not look at the queue.')
      : t('Nothing waits in this queue, and it takes jobs.');
    return { kind: 'fine', verdict };
  }
  const denied = rows.filter(({ outcome }) => outcome === 'notPermitted').length;
  if (denied > 0 && asked === 'job' && job.status === 'RUNNABLE') {
    return { kind: 'waiting', verdict: t('No cause was found, but {0} checks were not permitted.', denied) };
  }
  return { kind: kindOfState(job), verdict: sentenceOfState(job, now, t) };
}

function kindOfState({ status }: Job): Report['kind'] {
  return ['RUNNING', 'SUCCEEDED'].includes(status) ? 'fine' : status === 'FAILED' ? 'failed' : 'waiting';
}

function sentenceOfState({ status, startedAt, createdAt, array }: Job, now: number, t: Translate): string {
  const forMs = formatDuration(now - (startedAt ?? createdAt ?? now));
  switch (status) {
    case 'SUBMITTED':
      return t('Just submitted: the scheduler has not looked at it yet.');
    case 'PENDING':
      return array?.size === undefined
        ? t('Waiting: for a resource that AWS Batch does not name here.')
        : t('Going on: AWS Batch calls an array PENDING until its last child has ended.');
    case 'RUNNABLE':
      return t('Waiting for room, for {0}; no check found anything wrong.', forMs);
    case 'RUNNING':
      return t('It is running, for {0}.', forMs);
    case 'SUCCEEDED':
      return t('It has run and succeeded.');
    case 'FAILED':
      return t('At least one of its children has failed.');
    default:
      return t('A newer AWS Batch calls it {0}; this extension does not know the word.', status);
  }
}
