// Follows the runs of a connection that have not ended: one call a look for all of them, less often while nothing changes.
import { connectionKey } from '../../core/connection';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import type { LedgerRun } from '../ledger/foldLedger';
import type { LedgerEntry, RunLook } from '../ledger/ledgerEntry';
import type { Clock } from '../ports';
import type { Log } from '../services';
import type { Session, SessionState, SessionsPort } from '../session';
import { isPassing } from '../store/lookPlan';
import { forgotten, isOver } from './runEnd';
import type { RunLedger } from './runLedger';

const firstDelayMs = 5_000;
const longestDelayMs = 60_000;
/** Two ids a run, and a hundred a call. */
const runsPerLook = 50;
/** A job that was submitted a moment ago may not be found yet. */
const foundAfterMs = 10 * 60_000;

/** Follows whatever session is open. @returns a function that ends it */
export function followOpenSessions(sessions: SessionsPort, ledger: RunLedger, clock: Clock, log: Log): () => void {
  let followed: Session | undefined;
  const ended = new AbortController();
  const onState = (state: SessionState): void => {
    if (state.status !== 'open' || state.session === followed) return;
    const { session } = state;
    followed = session;
    const signal = AbortSignal.any([session.signal, ended.signal]);
    ledger
      .load(clock.now())
      .then(() => followRuns(session, ledger, clock, signal))
      .catch((cause: unknown) => {
        if (!signal.aborted) log.error('Runs are not followed any longer.', cause);
      });
  };
  const stop = sessions.onDidChange(onState);
  onState(sessions.state);
  return () => {
    stop();
    ended.abort();
  };
}

/** Until the session ends. @throws the signal's reason; an AppError that does not pass */
export async function followRuns(
  session: Pick<Session, 'batch' | 'connection'>,
  ledger: RunLedger,
  clock: Clock,
  signal: AbortSignal,
): Promise<never> {
  const key = connectionKey(session.connection);
  let delayMs = firstDelayMs;
  for (;;) {
    const open = ledger.runs.filter((run) => !isOver(run) && connectionKey(run.connection) === key);
    try {
      const hasChanged = open.length > 0 && (await look(open.slice(0, runsPerLook), session, ledger, clock, signal));
      delayMs = hasChanged ? firstDelayMs : Math.min(delayMs * 1.5, longestDelayMs);
    } catch (cause) {
      if (!(cause instanceof AppError) || !isPassing(cause.kind)) throw cause;
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
    if (await sleepOrChange(delayMs, ledger, clock, signal)) delayMs = firstDelayMs;
  }
}

/** @returns whether any run has another state than before */
async function look(
  runs: readonly LedgerRun[],
  { batch }: Pick<Session, 'batch'>,
  ledger: RunLedger,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const ids = runs.flatMap(({ id, mergeJobId }) => (mergeJobId === undefined ? [id] : [id, mergeJobId]));
  const jobs = new Map((await batch.describeJobs(ids, signal)).map((job) => [job.jobId, job]));
  const at = clock.now();
  const entries = runs.flatMap((run): readonly LedgerEntry[] => {
    const seen = lookOf(jobs.get(run.id), run.mergeJobId === undefined ? undefined : jobs.get(run.mergeJobId));
    const told = seen ?? (at - run.recordedAt > foundAfterMs ? { status: forgotten } : undefined);
    const isNew = told !== undefined && !isSame(told, run.looks.at(-1));
    return isNew ? [{ kind: 'look', id: run.id, at, look: told }] : [];
  });
  await ledger.add(...entries);
  return entries.length > 0;
}

/** A run of two jobs is what its split is until that has succeeded, then what its merge is. */
export function lookOf(split: Job | undefined, merge: Job | undefined): RunLook | undefined {
  const decisive = split === undefined || (split.status === 'SUCCEEDED' && merge !== undefined) ? merge : split;
  if (decisive === undefined) return undefined;
  const startedAt = split?.startedAt ?? decisive.startedAt;
  const failedCount = split?.array?.counts?.FAILED ?? 0;
  return {
    status: decisive.status,
    ...(decisive.statusReason !== undefined && { statusReason: decisive.statusReason }),
    ...(startedAt !== undefined && { startedAt }),
    ...(decisive.stoppedAt !== undefined && { stoppedAt: decisive.stoppedAt }),
    ...(decisive.exitCode !== undefined && { exitCode: decisive.exitCode }),
    ...(failedCount > 0 && { failedCount }),
  };
}

function isSame(look: RunLook, before: LedgerRun['looks'][number] | undefined): boolean {
  if (before === undefined) return false;
  const members = ['status', 'statusReason', 'startedAt', 'stoppedAt', 'exitCode', 'failedCount'] as const;
  return members.every((member) => look[member] === before[member]);
}

/** @returns true when the ledger has changed: something may have been submitted */
async function sleepOrChange(delayMs: number, ledger: RunLedger, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const wake = new AbortController();
  const stop = ledger.onDidChange(() => wake.abort());
  try {
    await clock.sleep(delayMs, AbortSignal.any([signal, wake.signal]));
    return false;
  } catch (cause) {
    signal.throwIfAborted();
    if (!wake.signal.aborted) throw cause;
    return true;
  } finally {
    stop();
  }
}
