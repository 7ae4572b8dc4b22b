// The tree over one session: what stands where, from what is in its store and what the user chose.
import { connectionKey } from '../../core/connection';
import type { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Clock } from '../ports';
import type { BatchStore, Need } from '../store/batchStore';
import { isPassing } from '../store/lookPlan';
import { kindOf } from './index';
import { itemsPerLoad } from './listEnds';
import { type Node, nodeId } from './node';
import type { Formats, NodeResource, NodeView, TreeContext } from './nodeKind';
import { type NodeOptions, hasFilter } from './nodeOptions';
import type { OptionsMemory } from './optionsMemory';
import { hasPolicies, policiesLookout } from './policiesNode';
import { statusLabel } from './statusText';
import type { Token } from './tokens';

export type SessionTreeOptions = {
  readonly store: BatchStore;
  readonly memory: OptionsMemory;
  readonly clock: Pick<Clock, 'now'>;
  readonly t: Translate;
  readonly format: Formats;
};

/** What a node needs may depend on what is there already: queues first, then their jobs. */
const maxRounds = 6;

export class SessionTree {
  private readonly limits = new Map<string, number>();
  private pinned: readonly string[] = [];

  constructor(private readonly options: SessionTreeOptions) {}

  get store(): BatchStore {
    return this.options.store;
  }

  roots(): readonly Node[] {
    const connection = connectionKey(this.store.session.connection);
    const usual = ['queues', 'jobs', 'environments', 'definitions'] as const;
    const kinds = hasPolicies(this) ? [...usual, 'policies' as const] : usual;
    return kinds.map((kind) => ({ kind, connection }));
  }

  /** What tells which sections there are. */
  rootNeeds(): readonly Need[] {
    return policiesLookout;
  }

  /** Gets what the children of the node take, if it was never asked for. */
  async prepare(node: Node): Promise<void> {
    for (let round = 0; round < maxRounds; round += 1) {
      const needs = this.needsOf(node);
      if (needs.every((need) => this.store.isTried(need))) return;
      await this.store.load(needs);
    }
  }

  needsOf(node: Node): readonly Need[] {
    return kindOf(node).needs(node, this.context());
  }

  childrenOf(node: Node): readonly Node[] {
    return kindOf(node).children(node, this.context());
  }

  /** Its children as if all that was read were shown. */
  everythingIn(node: Node): readonly Node[] {
    return kindOf(node).children(node, { ...this.context(), limitOf: () => Infinity });
  }

  viewOf(node: Node): NodeView {
    const view = kindOf(node).describe(node, this.context());
    const options = this.optionsOf(node);
    const tokens: readonly Token[] = this.isCloud() ? view.tokens : view.tokens.filter((token) => token !== 'console');
    if (!hasFilter(options)) return { ...view, tokens: tokens };
    const description = [view.description, this.filterText(options)].filter(
      (part) => part !== undefined && part !== '',
    );
    return { ...view, description: description.join(' · '), tokens: [...tokens, 'filtered'] };
  }

  tooltipOf(node: Node): string | undefined {
    return kindOf(node).tooltip(node, this.context());
  }

  resourceOf(node: Node): NodeResource | undefined {
    return kindOf(node).resource?.(node, this.context());
  }

  optionsOf(node: Node): NodeOptions {
    return this.options.memory.get(nodeId(node));
  }

  async setOptions(node: Node, options: NodeOptions): Promise<void> {
    await this.options.memory.set(nodeId(node), options);
  }

  /** Shows more of what is there, and reads on when that is not enough. */
  async showMore(node: Node): Promise<void> {
    const limit = this.limitOf(node) + itemsPerLoad;
    this.limits.set(nodeId(node), limit);
    const isEnough = this.childrenOf(node).filter(({ kind }) => kind !== 'loadMore').length >= limit;
    if (isEnough) return;
    const lists = kindOf(node).more?.(node, this.context()) ?? [];
    await Promise.all(lists.map((query) => this.store.loadMore(query)));
  }

  /** Makes sure that so many items of the node are shown. */
  showAtLeast(node: Node, count: number): void {
    this.limits.set(nodeId(node), Math.max(this.limitOf(node), count));
  }

  /** Shows a job among the recent ones from now on, whether it is listed or not. */
  pin(jobId: string): void {
    this.pinned = [...new Set([...this.pinned, jobId])];
  }

  /** Why a part of what the node holds could not be had. Of passing trouble with what is there the status line tells. */
  failureOf(node: Node): AppError | undefined {
    const states = this.needsOf(node).map((need) =>
      need.kind === 'list' ? this.store.list(need.query) : this.store.job(need.jobId),
    );
    return states.find(
      (state) => state?.error !== undefined && !(state.seenAt !== undefined && isPassing(state.error.kind)),
    )?.error;
  }

  private limitOf(node: Node): number {
    return this.limits.get(nodeId(node)) ?? itemsPerLoad;
  }

  /** Only AWS itself has a console. */
  private isCloud(): boolean {
    return this.store.session.connection.kind === 'aws';
  }

  private filterText({ text, statuses }: NodeOptions): string {
    const parts = [text === undefined ? undefined : `"${text}"`, statuses?.map(statusLabel).join(', ')];
    return this.options.t('filter: {0}', parts.filter((part) => part !== undefined).join(' '));
  }

  private context(): TreeContext {
    const { store, t, format, clock } = this.options;
    return {
      store,
      connection: store.session.connection,
      t,
      format,
      now: clock.now(),
      optionsOf: (node) => this.optionsOf(node),
      limitOf: (node) => this.limitOf(node),
      pinnedJobIds: this.pinned,
      failureOf: (node) => this.failureOf(node),
    };
  }
}
