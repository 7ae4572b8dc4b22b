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
import type { EndSession, GatherEnd } from './gatherEnd';
import { RunEnds } from './runEnds';
import type { RunLedger } from './runLedger';
import type { RunNotices } from './runNotices';

const firstDelayMs = 5_000;
const longestDelayMs = 60_000;
/** Two ids a run, and a hundred a call. */
const runsPerLook = 50;
/** A job that was submitted a moment ago may not be found yet. */
const foundAfterMs = 10 * 60_000;

export type FollowServices = {
  readonly ledger: RunLedger;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after each look. */
  readonly notices: Pick<RunNotices, 'tell'>;
  readonly load: () => Promise<{ readonly gatherEnd: GatherEnd }>;
};

/** Follows whatever session is open. @returns a function that ends it */
export function followOpenSessions(sessions: SessionsPort, services: FollowServices): () => void {
  const { ledger, clock, log } = services;
  let followed: Session | undefined;
  const ended = new AbortController();
  const onState = (state: SessionState): void => {
    if (state.status !== 'open' || state.session === followed) return;
    const { session } = state;
    followed = session;
    const signal = AbortSignal.any([session.signal, ended.signal]);
    ledger
      .load(clock.now())
      .then(() => followRuns(session, services, signal))
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

export type FollowedSession = EndSession & Pick<Session, 'connection'>;

/** Until the session ends. @throws the signal's reason; an AppError that does not pass */
export async function followRuns(
  session: FollowedSession,
  { ledger, clock, notices, load }: Omit<FollowServices, 'log'>,
  signal: AbortSignal,
): Promise<never> {
  const key = connectionKey(session.connection);
  const openRuns = (): readonly LedgerRun[] =>
    ledger.runs.filter((run) => !isOver(run) && connectionKey(run.connection) === key);
  const ends = new RunEnds(ledger, clock, load);
  let delayMs = firstDelayMs;
  for (let turn = 0; ; turn += 1) {
    try {
      await ledger.refresh();
      const open = openRuns();
      const isNews = open.length > 0 && (await look(inTurn(open, turn), session, ledger, clock, signal));
      await notices.tell(session.connection);
      const isMoreDue = await ends.gather(session, signal);
      delayMs = isNews || isMoreDue ? firstDelayMs : Math.min(delayMs * 1.5, longestDelayMs);
    } catch (cause) {
      if (!(cause instanceof AppError) || !isPassing(cause.kind)) throw cause;
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
    const idsOf = (): string =>
      openRuns()
        .map(({ id, mergeJobId }) => `${id} ${mergeJobId ?? ''}`)
        .join();
    if (await sleepOrChange(delayMs, idsOf, ledger, clock, signal)) delayMs = firstDelayMs;
  }
}

/** Where there are more than fit into a call, others with each look. */
function inTurn(runs: readonly LedgerRun[], turn: number): readonly LedgerRun[] {
  const start = (turn % Math.ceil(runs.length / runsPerLook)) * runsPerLook;
  return runs.slice(start, start + runsPerLook);
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
    ...(split !== undefined && merge !== undefined && { splitStatus: split.status, mergeStatus: merge.status }),
    ...(decisive.statusReason !== undefined && { statusReason: decisive.statusReason }),
    ...(startedAt !== undefined && { startedAt }),
    ...(decisive.stoppedAt !== undefined && { stoppedAt: decisive.stoppedAt }),
    ...(decisive.exitCode !== undefined && { exitCode: decisive.exitCode }),
    ...(failedCount > 0 && { failedCount }),
  };
}

const comparedMembers = [
  ...(['status', 'statusReason', 'splitStatus', 'mergeStatus'] as const),
  ...(['startedAt', 'stoppedAt', 'exitCode', 'failedCount'] as const),
];

function isSame(look: RunLook, before: LedgerRun['looks'][number] | undefined): boolean {
  if (before === undefined) return false;
  return comparedMembers.every((member) => look[member] === before[member]);
}

/** @returns true when there are other runs to follow than before: something may have been submitted */
async function sleepOrChange(
  delayMs: number,
  idsOf: () => string,
  ledger: RunLedger,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const wake = new AbortController();
  const before = idsOf();
  const stop = ledger.onDidChange(() => {
    if (idsOf() !== before) wake.abort();
  });
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
