// Where jobs ran and what they cost, put together from what was gathered.
import { type Money, costOf, sumOf } from '../../core/cost';
import type { Job } from '../../core/job';
import { type AttemptUse, attemptUses, waitedMs } from './attemptUses';
import type { Place, Places } from './findPlaces';
import type { FoundRate } from './findRate';
import type { JobGroup } from './gatherJobs';
import type { Capacity } from './ownRates';

/** An attempt with its place and its price. */
export type PricedUse = AttemptUse & {
  readonly place: Place;
  readonly capacity: Capacity;
  readonly found: FoundRate;
  /** Undefined where there is no figure; `found` says why, or what it asks for is not told. */
  readonly cost?: Money;
};

export type Sums = {
  readonly attempts: number;
  readonly ranMs: number;
  readonly costs: readonly Money[];
  /** Attempts without a figure. */
  readonly unpriced: number;
};

export type JobUse = Sums & {
  readonly job: Job;
  readonly waitedMs?: number;
  readonly uses: readonly PricedUse[];
};

export type GroupUse = Sums & { readonly group: JobGroup; readonly members: readonly JobUse[] };

export type UsageReport = {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly groups: readonly GroupUse[];
  readonly all: Sums;
  readonly uses: readonly PricedUse[];
  /** What could not be had, a sentence each. */
  readonly notes: readonly string[];
};

type Rates = { find(capacity: Capacity): Promise<FoundRate> };

export async function makeUsageReport(
  groups: readonly JobGroup[],
  places: Places,
  rates: Rates,
  now: number,
): Promise<UsageReport> {
  const priced: GroupUse[] = [];
  for (const group of groups) {
    const members: JobUse[] = [];
    for (const job of group.members) {
      const uses: PricedUse[] = [];
      for (const use of attemptUses(job, now)) uses.push(await priceOf(use, places.placeOf(use), rates));
      members.push({ job, waitedMs: waitedMs(job, now), uses, ...sumsOf(uses) });
    }
    priced.push({ group, members, ...sumsOf(members.flatMap(({ uses }) => uses)) });
  }
  const uses = priced.flatMap(({ members }) => members.flatMap((member) => member.uses));
  return { now, groups: priced, all: sumsOf(uses), uses, notes: places.notes };
}

async function priceOf(use: AttemptUse, place: Place, rates: Rates): Promise<PricedUse> {
  const capacity = capacityOf(use, place);
  const found = await rates.find(capacity);
  const isFargate = capacity.kind === 'fargate';
  const cost = 'rate' in found ? costOf(use.usage, found.rate, { size: place.size, isFargate }) : undefined;
  return { ...use, place, capacity, found, cost };
}

function capacityOf({ job }: AttemptUse, { resourceType = '', instanceType }: Place): Capacity {
  const isSpot = resourceType.endsWith('SPOT');
  if (resourceType.startsWith('FARGATE')) {
    const isWindows = job.operatingSystem?.startsWith('WINDOWS') === true;
    return { kind: 'fargate', isSpot, architecture: isWindows ? 'WINDOWS' : (job.cpuArchitecture ?? 'X86_64') };
  }
  // Without the environment it cannot be told whether the machine was a Spot one.
  return instanceType === undefined || resourceType === ''
    ? { kind: 'unknown' }
    : { kind: 'machine', isSpot, instanceType };
}

export function sumsOf(uses: readonly PricedUse[]): Sums {
  return {
    attempts: uses.length,
    ranMs: uses.reduce((sum, { usage }) => sum + usage.durationMs, 0),
    costs: sumOf(uses.map(({ cost }) => cost)),
    unpriced: uses.filter(({ cost }) => cost === undefined).length,
  };
}
