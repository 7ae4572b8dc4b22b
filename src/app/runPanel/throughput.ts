// How fast children end, and when the last one will: told from what has ended, once that says something.

export type Throughput = { readonly perMinute?: number; readonly leftMs?: number };

/** Fewer say nothing of the others. */
const minEnded = 5;
/** What has happened lately says more than what happened at first. */
const lately = 200;

export type Ends = {
  readonly total: number;
  readonly ended: number;
  /** Of those that are known, in any order; milliseconds since 1970. */
  readonly stoppedAt: readonly number[];
  readonly firstStartedAt: number | undefined;
  /** Now, or when all was over. */
  readonly until: number;
};

export function throughput({ total, ended, stoppedAt, firstStartedAt, until }: Ends): Throughput {
  if (firstStartedAt === undefined || ended < minEnded) return {};
  const wholeMs = until - firstStartedAt;
  if (wholeMs <= 0) return {};
  const perMinute = (ended * 60_000) / wholeMs;
  if (ended >= total) return { perMinute };
  const latest = [...stoppedAt].sort((one, other) => one - other).slice(-lately);
  const since = latest[0];
  const isEnough = since !== undefined && latest.length === lately && until > since;
  const perMs = isEnough ? latest.length / (until - since) : ended / wholeMs;
  const leftMs = (total - ended) / perMs;
  // Nothing has ended for longer than all of it should take: what is left are stragglers, of which nobody knows.
  const quietMs = until - (latest.at(-1) ?? firstStartedAt);
  return { perMinute: isEnough ? perMs * 60_000 : perMinute, ...(quietMs < leftMs && { leftMs }) };
}
