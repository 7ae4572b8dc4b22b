// Which calls the next look makes: what is due, the oldest first where there is too much for one look.
import type { ErrorKind } from '../../core/errors';
import { isTerminal } from '../../core/jobStatus';
import type { Need, StoreView } from './batchStore';
import type { ListQuery } from './listQuery';

/** One call, or a few for a list of several pages. */
export type LookStep =
  | { readonly kind: 'list'; readonly query: ListQuery<unknown> }
  | { readonly kind: 'jobs'; readonly jobIds: readonly string[] };

/** What does not fit into a look waits for the next. */
export const maxStepsPerLook = 12;
/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const idsPerCall = 100;
const jobMaxAgeMs = 1500;
/** What was refused will hardly be allowed a moment later. */
const refusedMaxAgeMs = 5 * 60_000;
const passing: ReadonlySet<ErrorKind> = new Set(['throttled', 'network', 'server']);

/** Trouble that ends by itself, and that other calls would meet as well. */
export function isPassing(kind: ErrorKind): boolean {
  return passing.has(kind);
}

/** @param isForced everything, however new it is: the user asked for it. */
export function planLook(
  store: StoreView,
  needs: readonly Need[],
  now: number,
  isForced: boolean,
): readonly LookStep[] {
  const seenAt = (need: Need): number => stateOf(store, need)?.seenAt ?? -Infinity;
  const due = unique(needs).filter((need) => !isFinal(store, need) && (isForced || isDue(store, need, now)));
  const lists = due.flatMap((need) => (need.kind === 'list' ? [need] : []));
  const jobs = due.flatMap((need) => (need.kind === 'job' ? [need] : []));
  const steps: { readonly step: LookStep; readonly at: number }[] = lists.map((need) => ({
    step: need,
    at: seenAt(need),
  }));
  for (let start = 0; start < jobs.length; start += idsPerCall) {
    const chunk = jobs.slice(start, start + idsPerCall);
    const step = { kind: 'jobs', jobIds: chunk.map(({ jobId }) => jobId) } as const;
    steps.push({ step, at: Math.min(...chunk.map(seenAt)) });
  }
  // The oldest first: a look that was cut short is taken up where it ended. Otherwise that is the order of the needs.
  const ordered = [...steps].sort((one, other) => one.at - other.at).map(({ step }) => step);
  return isForced ? ordered : ordered.slice(0, maxStepsPerLook);
}

/** What is left of a step when its turn comes: views ask too, and what they got meanwhile is new. */
export function stillDue(store: StoreView, step: LookStep, now: number): LookStep | undefined {
  if (step.kind === 'list') return isDue(store, step, now) ? step : undefined;
  const jobIds = step.jobIds.filter((jobId) => isDue(store, { kind: 'job', jobId }, now));
  return jobIds.length === 0 ? undefined : { kind: 'jobs', jobIds };
}

/** Lists of ended jobs to ask for because jobs have left the live lists of their queue. */
export function endedListsToFollow(
  store: StoreView,
  needs: readonly Need[],
  lost: ReadonlyMap<string, ReadonlySet<string>>,
): readonly ListQuery<unknown>[] {
  const queries = unique(needs).flatMap((need) => (need.kind === 'list' ? [need.query] : []));
  return queries.filter(({ flow }) => {
    if (flow?.isEnded !== true) return false;
    const gone = new Set(lost.get(flow.queueArn));
    for (const query of queries) {
      if (query.flow?.queueArn !== flow.queueArn || query.flow.isEnded) continue;
      for (const item of store.list(query)?.items ?? []) gone.delete(query.idOf(item));
    }
    return gone.size > 0;
  });
}

function unique(needs: readonly Need[]): readonly Need[] {
  return [
    ...new Map(needs.map((need) => [need.kind === 'list' ? need.query.key : `job:${need.jobId}`, need])).values(),
  ];
}

function stateOf(store: StoreView, need: Need) {
  return need.kind === 'list' ? store.list(need.query) : store.job(need.jobId);
}

function isFinal(store: StoreView, need: Need): boolean {
  if (need.kind === 'list') return false;
  const job = store.job(need.jobId)?.job;
  return job !== undefined && isTerminal(job.status);
}

function isDue(store: StoreView, need: Need, now: number): boolean {
  const state = stateOf(store, need);
  if (state === undefined) return true;
  const usual = need.kind === 'list' ? need.query.maxAgeMs : jobMaxAgeMs;
  const { error } = state;
  const maxAgeMs = error === undefined ? usual : isPassing(error.kind) ? Math.min(usual, jobMaxAgeMs) : refusedMaxAgeMs;
  return now - (state.triedAt ?? 0) >= maxAgeMs;
}
