// What the user chose for one node: filter, order, whether inactive things are shown. Kept per workspace.
import type { JobSummary } from '../../core/job';
import type { Memory } from '../services';

export const jobSorts = ['newest', 'oldest', 'name', 'duration'] as const;
export type JobSort = (typeof jobSorts)[number];

export type NodeOptions = {
  /** Part of a name; case does not matter. */
  readonly text?: string;
  /** States that are shown; undefined: all. */
  readonly statuses?: readonly string[];
  readonly sort?: JobSort;
  readonly showsInactive?: boolean;
};

const memoryKey = 'tree.options';
/** The oldest are forgotten. */
const maxRemembered = 200;

/** The choices by the id of the node. */
export class OptionsMemory {
  private readonly options: Map<string, NodeOptions>;

  constructor(private readonly memory: Memory) {
    this.options = parse(memory.get(memoryKey));
  }

  get(nodeId: string): NodeOptions {
    return this.options.get(nodeId) ?? {};
  }

  async set(nodeId: string, options: NodeOptions): Promise<void> {
    this.options.delete(nodeId);
    if (JSON.stringify(options) !== '{}') this.options.set(nodeId, options);
    const kept = [...this.options].slice(-maxRemembered);
    await this.memory.set(memoryKey, Object.fromEntries(kept));
  }
}

export function hasFilter({ text, statuses }: NodeOptions): boolean {
  return text !== undefined || statuses !== undefined;
}

export function isNameMatch(name: string, { text }: NodeOptions): boolean {
  return text === undefined || name.toLowerCase().includes(text.toLowerCase());
}

export function isStatusMatch(status: string, { statuses }: NodeOptions): boolean {
  return statuses === undefined || statuses.includes(status);
}

/** By the user's choice, newest first without one. What has no time yet counts as new. */
export function sortJobs(jobs: readonly JobSummary[], sort: JobSort = 'newest', now: number): readonly JobSummary[] {
  const born = ({ createdAt }: JobSummary): number => createdAt ?? now;
  const lasted = ({ startedAt, stoppedAt }: JobSummary): number =>
    startedAt === undefined ? -1 : (stoppedAt ?? now) - startedAt;
  const order: Readonly<Record<JobSort, (one: JobSummary, other: JobSummary) => number>> = {
    newest: (one, other) => born(other) - born(one),
    oldest: (one, other) => born(one) - born(other),
    name: (one, other) => one.jobName.localeCompare(other.jobName, undefined, { numeric: true }),
    duration: (one, other) => lasted(other) - lasted(one),
  };
  return [...jobs].sort(order[sort]);
}

/** Unchecked values of an older version, or of a hand: what is not understood is left out. */
function parse(value: unknown): Map<string, NodeOptions> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([id, options]) => [id, parseOptions(options)]));
}

function parseOptions(value: unknown): NodeOptions {
  if (typeof value !== 'object' || value === null) return {};
  const { text, statuses, sort, showsInactive } = value as Readonly<Record<string, unknown>>;
  return {
    text: typeof text === 'string' && text !== '' ? text : undefined,
    statuses: Array.isArray(statuses) ? statuses.filter((status) => typeof status === 'string') : undefined,
    sort: jobSorts.find((known) => known === sort),
    showsInactive: showsInactive === true ? true : undefined,
  };
}
