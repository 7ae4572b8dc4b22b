// Gathers what is kept of a run that has ended: for ten thousand children some fifteen pages of lists, none of them is described.
import { childJobId } from '../../core/arrayJob';
import { encodeDurations, quantile } from '../../core/durationList';
import type { Job } from '../../core/job';
import { told } from '../diagnosis/told';
import { logStreamOf } from '../jobLog/logPlace';
import { inEnglish } from '../l10n';
import type { LedgerRun } from '../ledger/foldLedger';
import type { EndedJob, RunEnd } from '../ledger/runEndSchema';
import { fetchLastLines } from '../logTail';
import { ChildSweeps, expectedCounts, maxSweepPages } from '../runPanel/childSweeps';
import { ChildTable } from '../runPanel/childTable';
import { failureGroups, failureReason, shortened } from '../runPanel/failureGroups';
import type { Session } from '../session';
import { isPassing } from '../store/lookPlan';

export type EndSession = Pick<Session, 'batch' | 'logs' | 'storage'>;

const maxFailures = 20;
const indexesPerFailure = 50;
/** One child of each of the most frequent reasons. */
const maxFailedChildren = 3;
const maxAttempts = 10;
const maxReasonChars = 500;
const slowestKept = 10;
const logLines = 20;
const logChars = 4000;

export type GatherEnd = typeof gatherEnd;

/** An answer; undefined: it was refused, and that is noted. */
type Ask = <T>(asked: Promise<T>) => Promise<T | undefined>;

/**
 * Calls: 1 + 17 + 1 of AWS Batch, 5 logs and one object at most.
 * @param isPatient trouble that passes is thrown, for another try; else it is noted as what could not be had
 * @throws what the connection breaks with
 */
export async function gatherEnd(
  run: LedgerRun,
  session: EndSession,
  isPatient: boolean,
  signal: AbortSignal,
): Promise<RunEnd> {
  const missing: string[] = [];
  const ask: Ask = async (asked) => {
    const answer = await told(asked);
    if ('value' in answer) return answer.value;
    if (isPatient && isPassing(answer.error.kind)) throw answer.error;
    missing.push(shortened(answer.error.message, maxReasonChars));
    return undefined;
  };
  const { batch, storage } = session;
  const ids = run.mergeJobId === undefined ? [run.id] : [run.id, run.mergeJobId];
  const described = (await ask(batch.describeJobs(ids, signal))) ?? [];
  const [job, merge] = ids.map((id) => described.find(({ jobId }) => jobId === id));
  if (job === undefined) missing.push('AWS Batch does not know the job any longer.');
  const table = job?.array?.size === undefined ? undefined : new ChildTable(job.array.size);
  if (job !== undefined && table !== undefined) await ask(sweep(job, table, batch, signal));
  const failures = table === undefined ? failureOf(job) : failuresOf(table);
  const failedIds = failures.flatMap(({ indexes: [first] }) =>
    first === undefined ? [] : [childJobId(run.id, first)],
  );
  const someFailed = failedIds.slice(0, maxFailedChildren);
  const children = someFailed.length === 0 ? [] : ((await ask(batch.describeJobs(someFailed, signal))) ?? []);
  const jobs = [job, merge, ...children].filter((one) => one !== undefined);
  const logs = await lastLines(jobs, session.logs, ask, signal);
  const isResultDue = run.result !== undefined && (merge ?? job)?.status === 'SUCCEEDED';
  const result = isResultDue && run.result && (await ask(storage.headObject(run.result, signal)));
  return {
    ...{ jobs: jobs.map(endedJob), failures, logs, missing },
    ...(table !== undefined && { children: childrenOf(table) }),
    ...(result && { resultBytes: result.sizeBytes }),
  };
}

async function lastLines(
  jobs: readonly Job[],
  logs: EndSession['logs'],
  ask: Ask,
  signal: AbortSignal,
): Promise<RunEnd['logs']> {
  const ends: RunEnd['logs'][number][] = [];
  for (const job of jobs.filter(({ status, array }) => status === 'FAILED' && array?.size === undefined)) {
    const stream = logStreamOf(job, undefined);
    const lines = stream && (await ask(fetchLastLines(logs, stream, logLines, signal)));
    const text = lines?.map(({ message }) => message).join('\n') ?? '';
    if (text !== '') ends.push({ jobId: job.jobId, text: text.slice(-logChars) });
  }
  return ends;
}

async function sweep(job: Job, table: ChildTable, batch: EndSession['batch'], signal: AbortSignal): Promise<void> {
  await new ChildSweeps(job.jobId, table, batch).look(expectedCounts(job, table.size), maxSweepPages, signal);
}

function failuresOf(table: ChildTable): RunEnd['failures'] {
  const failed = table.indexesIn('FAILED').map((index) => {
    return { index, exitCode: table.exitCodeOf(index), group: table.reasonGroupOf(index) };
  });
  return failureGroups(failed, inEnglish)
    .slice(0, maxFailures)
    .map(({ text, indexes }) => ({
      reason: text,
      count: indexes.length,
      indexes: indexes.slice(0, indexesPerFailure),
    }));
}

function failureOf(job: Job | undefined): RunEnd['failures'] {
  if (job?.status !== 'FAILED') return [];
  const groups = failureGroups([{ index: 0, exitCode: job.exitCode, group: failureReason(job) }], inEnglish);
  return groups.map(({ text }) => ({ reason: text, count: 1, indexes: [] }));
}

function endedJob(job: Job): EndedJob {
  const { jobId, jobName, status, createdAt, startedAt, stoppedAt, exitCode, attempts } = job;
  const reason = job.reason ?? job.statusReason;
  const told = attempts.slice(-maxAttempts).map((attempt) => {
    const why = attempt.reason ?? attempt.statusReason;
    return withoutGaps({
      ...{ startedAt: attempt.startedAt, stoppedAt: attempt.stoppedAt, exitCode: attempt.exitCode },
      reason: why && shortened(why, maxReasonChars),
    });
  });
  const times = { createdAt, startedAt, stoppedAt, exitCode, reason: reason && shortened(reason, maxReasonChars) };
  return { jobId, jobName, status, ...withoutGaps(times), attempts: told };
}

function childrenOf(table: ChildTable): NonNullable<RunEnd['children']> {
  const { startedAt, stoppedAt, exitCode } = table.toChildren();
  const durations = startedAt.map((start, index) => {
    const stop = stoppedAt[index] ?? null;
    return start === null || stop === null ? undefined : Math.max(0, stop - start);
  });
  const known = durations.flatMap((durationMs, index) =>
    durationMs === undefined ? [] : [[index, durationMs] as const],
  );
  const all = known.map(([, durationMs]) => durationMs);
  const exitCodes: Record<string, number> = {};
  for (const code of exitCode) if (code !== null) exitCodes[code] = (exitCodes[code] ?? 0) + 1;
  const slowest = [...known].sort(([, one], [, other]) => other - one).slice(0, slowestKept);
  return {
    ...{ told: table.endedCount, exitCodes, slowest: slowest.map(([index, durationMs]) => [index, durationMs]) },
    ...withoutGaps({
      firstStartedAt: least(table.timesOf('startedAt')),
      lastStoppedAt: most(table.timesOf('stoppedAt')),
    }),
    ...withoutGaps({ medianMs: quantile(all, 0.5), p95Ms: quantile(all, 0.95) }),
    durations: encodeDurations(durations),
  };
}

function least(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.min(one, other));
}

function most(times: readonly number[]): number | undefined {
  return times.length === 0 ? undefined : times.reduce((one, other) => Math.max(one, other));
}

/** What is not known takes no room in the ledger. */
function withoutGaps<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
