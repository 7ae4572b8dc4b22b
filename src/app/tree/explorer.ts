// The explorer: shows the tree of the session in use, keeps what is seen of it fresh, and tells the view what changed.
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Clock } from '../ports';
import type { Log, Memory } from '../services';
import type { SessionState, SessionsPort } from '../session';
import { BatchStore, type Need } from '../store/batchStore';
import { Poller, type PollerStatus } from '../store/poller';
import { cliCommandsOf } from './cliCommands';
import type { ExplorerPort, ExplorerScreen } from './explorerPort';
import { statusLine } from './explorerStatus';
import { type Node, rootOf } from './node';
import { type NodeFilters, filtersOf } from './nodeFilters';
import type { Formats, NodeResource, NodeView } from './nodeKind';
import type { NodeOptions } from './nodeOptions';
import { OptionsMemory } from './optionsMemory';
import { resourcePath } from './resourcePath';
import { type ClearFilter, revealPath } from './revealPath';
import { SessionTree } from './sessionTree';
import { type Render, ShownNodes } from './shownNodes';

export type ExplorerOptions = {
  readonly sessions: SessionsPort;
  /** Keeps the user's choices for this workspace. */
  readonly memory: Memory;
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly t: Translate;
  readonly format: Formats;
  readonly log: Pick<Log, 'error'>;
};

export type ExplorerEvents = {
  /** These nodes and what is below them are to be asked for again; undefined: everything. */
  readonly onNodes: (nodes: readonly Node[] | undefined) => void;
  readonly onStatus: (line: string | undefined) => void;
};

/** A look tells of several lists: the view is told once. */
const coalesceMs = 100;

export class Explorer implements ExplorerPort {
  private readonly shown = new ShownNodes();
  private readonly choices: OptionsMemory;
  private readonly poller: Poller;
  private readonly disposed = new AbortController();
  private readonly listeners = new Set<ExplorerEvents>();
  private readonly unsubscribe: () => void;
  private tree: SessionTree | undefined;
  private screen: ExplorerScreen | undefined;
  private isTelling = false;
  private pollerStatus: PollerStatus = {};

  constructor(private readonly options: ExplorerOptions) {
    const { sessions, clock, random, memory, log } = options;
    this.choices = new OptionsMemory(memory);
    this.poller = new Poller({
      shown: () => {
        const { tree } = this;
        // What is needed for a node that is shown goes before what is needed to know whether it is.
        return tree && { store: tree.store, needs: [...tree.rootNeeds(), ...this.needsOf(this.shown.expanded())] };
      },
      clock,
      random,
      onStatus: (status) => {
        this.pollerStatus = status;
        this.tellStatus();
      },
      onFault: (cause) => log.error('The view could not be refreshed.', cause),
    });
    this.unsubscribe = sessions.onDidChange((state) => this.follow(state));
    this.follow(sessions.state);
  }

  get selection(): readonly Node[] {
    return this.screen?.selection ?? [];
  }

  /** @returns a function that ends the subscription. */
  attach(screen: ExplorerScreen, events: ExplorerEvents): () => void {
    this.screen = screen;
    this.listeners.add(events);
    return () => this.listeners.delete(events);
  }

  /** Without a node: the sections; none while there is no session. A failed connection is told by its state. */
  async children(node: Node | undefined): Promise<readonly Node[]> {
    const { tree } = this;
    try {
      if (node === undefined) return this.shown.give(undefined, await this.roots(), this.render());
      await tree?.prepare(node);
      // What was asked for before a switch of the connection is not wanted any longer.
      if (tree === undefined || tree !== this.tree) return [];
      return this.shown.give(node, tree.childrenOf(node), this.render());
    } catch (cause) {
      const isOver = node !== undefined && (tree !== this.tree || tree?.store.session.signal.aborted === true);
      if (cause instanceof AppError || isOver) return [];
      this.options.log.error('A part of the view could not be shown.', cause);
      return node === undefined ? [] : [{ kind: 'failure', parent: node }];
    }
  }

  viewOf(node: Node): NodeView {
    const nothing: NodeView = { label: '', icon: { name: 'blank' }, collapse: 'leaf', tokens: [] };
    return this.tree?.viewOf(node) ?? nothing;
  }

  tooltipOf(node: Node): string | undefined {
    return this.tree?.tooltipOf(node);
  }

  expanded(node: Node): void {
    this.shown.expand(node);
    this.tellSoon();
    this.poller.wake();
  }

  collapsed(node: Node): void {
    this.shown.collapse(node);
  }

  setVisible(isVisible: boolean): void {
    this.poller.setVisible(isVisible);
  }

  setFocused(isFocused: boolean): void {
    this.poller.setFocused(isFocused);
  }

  refresh(): void {
    const { status } = this.options.sessions.state;
    // The view asks for the sections, and that opens the connection.
    if (status === 'broken') this.reconnect();
    else if (status === 'idle') this.tell(undefined);
    else this.poller.force();
  }

  noteStopping(jobIds: readonly string[]): void {
    this.tree?.store.noteStopping(jobIds);
  }

  async refreshNode(node: Node): Promise<void> {
    const { tree } = this;
    const target = node.kind === 'failure' ? node.parent : node;
    const needs = [...(tree?.needsOf(target) ?? []), ...this.needsOf(this.shown.expandedBelow(target))];
    if (tree === undefined) return;
    const { store } = tree;
    const jobIds = needs.flatMap((need) => (need.kind === 'job' ? [need.jobId] : []));
    const lists = needs.flatMap((need) => (need.kind === 'list' ? [need.query] : []));
    await Promise.all([...lists.map((query) => store.refreshList(query)), store.refreshJobs(jobIds)]);
    this.tell([target]);
  }

  async loadMore(node: Node): Promise<void> {
    const parent = node.kind === 'loadMore' ? node.parent : node;
    await this.tree?.showMore(parent);
    this.tell([parent]);
  }

  optionsOf(node: Node): NodeOptions {
    return this.tree?.optionsOf(node) ?? {};
  }

  async setOptions(node: Node, options: NodeOptions): Promise<void> {
    await this.tree?.setOptions(node, options);
    this.tell([node]);
  }

  filtersOf(node: Node): NodeFilters {
    return this.tree === undefined ? { byName: false, statuses: [] } : filtersOf(node, this.tree.store);
  }

  resourceOf(node: Node): NodeResource | undefined {
    return this.tree?.resourceOf(node);
  }

  cliCommandsOf(node: Node): readonly (readonly string[])[] {
    const { tree } = this;
    if (tree === undefined) return [];
    return cliCommandsOf(node, tree.resourceOf(node), {
      store: tree.store,
      optionsOf: (other) => tree.optionsOf(other),
    });
  }

  get definitions(): Node | undefined {
    return this.tree?.roots().find(({ kind }) => kind === 'definitions');
  }

  reveal(jobId: string): Promise<void> {
    return this.show((tree, clearFilter) => revealPath(tree, jobId, clearFilter));
  }

  revealResource(arn: string): Promise<void> {
    return this.show((tree, clearFilter) => resourcePath(tree, arn, clearFilter));
  }
  dispose(): void {
    this.disposed.abort();
    this.unsubscribe();
    this.poller.stop();
    this.listeners.clear();
  }

  private async show(find: (tree: SessionTree, clearFilter: ClearFilter) => Promise<Node>): Promise<void> {
    await this.options.sessions.open();
    const { tree } = this;
    if (tree === undefined) return;
    const node = await find(tree, (filtered) =>
      this.setOptions(filtered, { ...this.optionsOf(filtered), text: undefined, statuses: undefined }),
    );
    // The view finds only what it has been given: it asks again before it looks for the node.
    this.tell([rootOf(node)]);
    await this.screen?.reveal(node);
  }

  private async roots(): Promise<readonly Node[]> {
    const { status } = this.options.sessions.state;
    // A broken connection waits for the user: nothing is asked of anybody unasked.
    if (status === 'idle' || status === 'opening') await this.options.sessions.open();
    return this.tree?.roots() ?? [];
  }

  private follow(state: SessionState): void {
    const session = state.status === 'open' ? state.session : undefined;
    if (session === this.tree?.store.session) return;
    this.shown.clear();
    this.tree = undefined;
    if (session !== undefined) {
      const { clock, t, format, sessions } = this.options;
      const store = new BatchStore(session, clock, (error) => sessions.report(session, error));
      store.onDidChange(() => this.tellSoon());
      this.tree = new SessionTree({ store, memory: this.choices, clock, t, format });
    }
    this.poller.reset();
    this.tellStatus();
    this.tell(undefined);
  }

  private needsOf(nodes: readonly Node[]): readonly Need[] {
    return nodes.flatMap((node) => this.tree?.needsOf(node) ?? []);
  }

  private render(): Render {
    return {
      childrenOf: (node) => (node === undefined ? this.tree?.roots() : this.tree?.childrenOf(node)) ?? [],
      viewOf: (node) => JSON.stringify(this.viewOf(node)),
    };
  }

  /** After a moment, in which more may change: of the nodes that look different now. */
  private tellSoon(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    this.tellChanges().catch((cause: unknown) => {
      if (!this.disposed.signal.aborted) this.options.log.error('The view could not be brought up to date.', cause);
    });
  }

  private async tellChanges(): Promise<void> {
    await this.options.clock.sleep(coalesceMs, this.disposed.signal);
    this.isTelling = false;
    const nodes = this.shown.outdated(this.render());
    if (nodes === undefined || nodes.length > 0) this.tell(nodes);
    this.tellStatus();
  }

  private reconnect(): void {
    this.options.sessions.open().catch((cause: unknown) => {
      // The state of the connection tells of it, in the view and in the status bar.
      if (!(cause instanceof AppError)) this.options.log.error('The connection could not be opened.', cause);
    });
  }

  private tell(nodes: readonly Node[] | undefined): void {
    const known = nodes?.map((node) => this.shown.known(node));
    for (const { onNodes } of this.listeners) onNodes(known);
  }

  private tellStatus(): void {
    const { t, format, clock } = this.options;
    const { trouble } = this.pollerStatus;
    const updatedAt = this.tree?.store.answeredAt;
    const line = this.tree && statusLine({ updatedAt, trouble }, { t, format, now: clock.now() });
    for (const { onStatus } of this.listeners) onStatus(line);
  }
}
