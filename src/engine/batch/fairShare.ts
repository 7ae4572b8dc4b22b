// Which share of a fair-share queue is served next: the one that used least for its weight.
// https://docs.aws.amazon.com/batch/latest/userguide/fair-share-scheduling.html
import type { FairsharePolicy } from '@aws-sdk/client-batch';

/** Batch keeps no window shorter than this, whatever the policy says. */
const shortestWindowSeconds = 600;

type Usage = {
  /** Average vCPUs over the decay window, at `atMs`. */
  average: number;
  running: number;
  atMs: number;
};

/**
 * The use of each share of one queue: what runs now plus a decaying average of what ran. It begins anew when the engine
 * does.
 */
export class FairShare {
  private readonly usages = new Map<string, Usage>();

  started(share: string, vcpus: number, policy: FairsharePolicy, nowMs: number): void {
    this.usageAt(share, policy, nowMs).running += vcpus;
  }

  ended(share: string, vcpus: number, policy: FairsharePolicy, nowMs: number): void {
    this.usageAt(share, policy, nowMs).running -= vcpus;
  }

  /** The shares, the one to be served first first. */
  order(shares: readonly string[], policy: FairsharePolicy, nowMs: number): readonly string[] {
    const score = (share: string): number => {
      const { average, running } = this.usageAt(share, policy, nowMs);
      return (average + running) * weightOf(share, policy);
    };
    return shares
      .map((share): [string, number] => [share, score(share)])
      .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
      .map(([share]) => share);
  }

  /** vCPUs that each share runs now, the largest first. */
  running(): readonly (readonly [share: string, vcpus: number])[] {
    return [...this.usages]
      .map(([share, { running }]): [string, number] => [share, running])
      .sort((a, b) => b[1] - a[1]);
  }

  private usageAt(share: string, policy: FairsharePolicy, nowMs: number): Usage {
    const usage = this.usages.get(share) ?? { average: 0, running: 0, atMs: nowMs };
    this.usages.set(share, usage);
    const windowMs = Math.max(shortestWindowSeconds, policy.shareDecaySeconds ?? 0) * 1000;
    const kept = Math.exp(-(nowMs - usage.atMs) / windowMs);
    usage.average = usage.average * kept + usage.running * (1 - kept);
    usage.atMs = nowMs;
    return usage;
  }
}

/** A lower weight means a larger share. An entry `X*` stands for every share that begins with X. */
export function weightOf(share: string, policy: FairsharePolicy): number {
  const entry = policy.shareDistribution?.find(({ shareIdentifier = '' }) =>
    shareIdentifier.endsWith('*') ? share.startsWith(shareIdentifier.slice(0, -1)) : share === shareIdentifier,
  );
  return entry?.weightFactor ?? 1;
}

/** The part of the capacity that stays free for shares which are not active yet: (reservation / 100) ^ active shares. */
export function reservedPart(policy: FairsharePolicy, activeShares: number): number {
  const reservation = (policy.computeReservation ?? 0) / 100;
  return reservation === 0 || activeShares === 0 ? 0 : reservation ** activeShares;
}
