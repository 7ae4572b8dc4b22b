// What two runs of the ledger have in common and what not: settings, durations, children, failures.
import { nameOfArn } from '../../core/arn';
import { decodeDurations } from '../../core/durationList';
import { type Difference, differencesOf } from '../clone/differenceLines';
import type { LedgerRun } from '../ledger/foldLedger';
import { runBaseName } from '../pipeline/runOfJob';

/** The same of the first and of the second run. */
export type Pair<T> = readonly [T, T];

/** In milliseconds; what is not known is left out. */
export type RunTimes = {
  readonly total?: number;
  /** From the submission to the first start of a job or child. */
  readonly queue?: number;
  /** From the first start to the last end of a child; of a job that is no array, its own. */
  readonly work?: number;
  readonly mergeQueue?: number;
  readonly merge?: number;
  readonly median?: number;
  readonly p95?: number;
  readonly slowest?: number;
};

export type ChildPair = { readonly index: number; readonly durationsMs: Pair<number> };

export type FailurePair = {
  readonly reason: string;
  readonly counts: Pair<number>;
  /** Not all of them, see the ledger. */
  readonly indexes: Pair<readonly number[]>;
};

const shownChildren = 10;
/** Of a run's jobs and of what it writes: it is never the same, and says nothing. */
const runId = /\d{8}T\d{6}-[a-z0-9]{5}/g;

export function settingDifferences([one, other]: Pair<LedgerRun>): readonly Difference[] {
  return differencesOf(comparable(one), comparable(other));
}

function comparable({ request = {} }: LedgerRun): unknown {
  const named = (value: unknown): unknown => (typeof value === 'string' ? nameOfArn(value) : value);
  const { jobName, jobQueue, jobDefinition, ...rest } = request;
  const name = typeof jobName === 'string' ? runBaseName(jobName) : jobName;
  const text = JSON.stringify({
    jobName: name,
    jobQueue: named(jobQueue),
    jobDefinition: named(jobDefinition),
    ...rest,
  });
  return JSON.parse(text.replaceAll(runId, '<run>')) as unknown;
}

export function timesOf(run: LedgerRun): RunTimes {
  const { end, looks, mergeJobId } = run;
  const last = looks.at(-1);
  const job = end?.jobs.find(({ jobId }) => jobId === run.id);
  const merge = end?.jobs.find(({ jobId }) => jobId === mergeJobId);
  const { children } = end ?? {};
  const created = job?.createdAt ?? run.recordedAt;
  const started = children?.firstStartedAt ?? job?.startedAt ?? last?.startedAt;
  const worked = children?.lastStoppedAt ?? job?.stoppedAt ?? (mergeJobId === undefined ? last?.stoppedAt : undefined);
  return {
    total: span(created, merge?.stoppedAt ?? last?.stoppedAt ?? worked),
    queue: span(created, started),
    work: span(started, worked),
    mergeQueue: span(worked, merge?.startedAt),
    merge: span(merge?.startedAt, merge?.stoppedAt),
    ...{ median: children?.medianMs, p95: children?.p95Ms, slowest: children?.slowest[0]?.[1] },
  };
}

function span(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, to - from);
}

/** Those whose durations differ most; undefined where not both runs know those of their children. */
export function childrenApart([one, other]: Pair<LedgerRun>): readonly ChildPair[] | undefined {
  const [ofOne, ofOther] = [one.end?.children?.durations, other.end?.children?.durations];
  if (ofOne === undefined || ofOther === undefined) return undefined;
  const others = decodeDurations(ofOther);
  const pairs = decodeDurations(ofOne).flatMap((durationMs, index): readonly ChildPair[] => {
    const otherMs = others[index];
    return durationMs === undefined || otherMs === undefined ? [] : [{ index, durationsMs: [durationMs, otherMs] }];
  });
  const apart = ({ durationsMs: [first, second] }: ChildPair): number => Math.abs(second - first);
  return pairs
    .filter((pair) => apart(pair) > 0)
    .sort((first, second) => apart(second) - apart(first))
    .slice(0, shownChildren);
}

/** The most frequent first. */
export function failurePairs(runs: Pair<LedgerRun>): readonly FailurePair[] {
  const reasons = new Set(runs.flatMap(({ end }) => end?.failures.map(({ reason }) => reason) ?? []));
  const of = ({ end }: LedgerRun, reason: string) => end?.failures.find((failure) => failure.reason === reason);
  const both = <T>(pick: (run: LedgerRun) => T): Pair<T> => [pick(runs[0]), pick(runs[1])];
  return [...reasons]
    .map((reason) => ({
      reason,
      counts: both((run) => of(run, reason)?.count ?? 0),
      indexes: both((run) => of(run, reason)?.indexes ?? []),
    }))
    .sort((one, other) => Math.max(...other.counts) - Math.max(...one.counts));
}

/** When each state was seen first, in milliseconds after the submission: `SPLIT` and `MERGE` of a run of two jobs. */
export function stateTimes({ looks, recordedAt }: LedgerRun): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { at, status, splitStatus, mergeStatus } of looks) {
    const states =
      splitStatus === undefined || mergeStatus === undefined
        ? [status]
        : [`split ${splitStatus}`, `merge ${mergeStatus}`];
    for (const state of states) if (!times.has(state)) times.set(state, Math.max(0, at - recordedAt));
  }
  return times;
}
