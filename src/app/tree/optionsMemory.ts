// Keeps what the user chose for the nodes of the tree, per workspace.
import type { Memory } from '../services';
import { type NodeOptions, jobSorts } from './nodeOptions';

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
