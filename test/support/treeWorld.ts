// The explorer with an AWS Batch in memory, a clock that a test drives, and a view that behaves as VS Code's does.
import type { Session, SessionState, SessionsPort } from '../../src/app/session';
import { SessionEnded } from '../../src/app/session';
import type { Memory } from '../../src/app/services';
import { inEnglish } from '../../src/app/l10n';
import { Explorer } from '../../src/app/tree/explorer';
import type { ExplorerScreen } from '../../src/app/tree/explorerPort';
import { type Node, nodeId, parentOf } from '../../src/app/tree/node';
import type { Formats } from '../../src/app/tree/nodeKind';
import { type Connection } from '../../src/core/connection';
import type { AppError } from '../../src/core/errors';
import type { Job } from '../../src/core/job';
import { FakeBrowser, aJob } from './fakeBrowser';
import { ManualClock, settle } from './manualClock';

export const formats: Formats = {
  count: (value) => value.toLocaleString('en-US'),
  dateTime: (timeMs) => new Date(timeMs).toISOString(),
  clock: (timeMs) => new Date(timeMs).toISOString().slice(11, 19),
};

export class FakeMemory implements Memory {
  readonly values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.values.get(key);
  }

  set(key: string, value: unknown): Promise<void> {
    this.values.set(key, structuredClone(value));
    return Promise.resolve();
  }
}

/** Sessions over fake browsers; each `open()` of another connection takes the next one. */
export class FakeSessions implements SessionsPort {
  state: SessionState;
  readonly reported: AppError[] = [];
  openError: AppError | undefined;
  private count = 0;
  private ending = new AbortController();
  private readonly listeners = new Set<(state: SessionState) => void>();

  constructor(
    private readonly browserOf: (connection: Connection) => FakeBrowser,
    connection: Connection = { kind: 'aws', region: 'us-east-1' },
  ) {
    this.state = { status: 'idle', connection };
  }

  async open(): Promise<Session> {
    await Promise.resolve();
    if (this.state.status === 'open') return this.state.session;
    const { connection } = this.state;
    if (this.openError !== undefined) {
      this.become({ status: 'broken', connection, error: this.openError });
      throw this.openError;
    }
    this.count += 1;
    this.ending = new AbortController();
    const session = {
      id: String(this.count),
      connection,
      region: 'us-east-1',
      signal: this.ending.signal,
      batch: this.browserOf(connection),
    } as unknown as Session;
    this.become({ status: 'open', connection, session });
    return session;
  }

  use(connection: Connection): void {
    this.ending.abort(new SessionEnded('switched'));
    this.become({ status: 'idle', connection });
  }

  report(_session: Session, error: AppError): void {
    this.reported.push(error);
    if (error.kind !== 'expired' && error.kind !== 'engine') return;
    this.ending.abort(new SessionEnded('broken'));
    this.become({ status: 'broken', connection: this.state.connection, error });
  }

  onDidChange(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}

/** Asks for what is expanded, keeps it, and asks again when it is told to: as VS Code does. */
export class FakeView implements ExplorerScreen {
  readonly selection: Node[] = [];
  line: string | undefined;
  private readonly children = new Map<string, readonly Node[]>();
  private readonly expandedIds = new Set<string>();
  private reading: Promise<unknown> = Promise.resolve();
  /** How often it was told that something changed. */
  tellings = 0;

  constructor(private readonly explorer: Explorer) {
    explorer.attach(this, {
      onNodes: (nodes) => {
        this.tellings += 1;
        // It knows nodes as the objects that it was given.
        const own = nodes?.filter((node) => [...this.children.values()].some((given) => given.includes(node)));
        this.reading = own === undefined ? this.readRoot() : Promise.all(own.map((node) => this.read(node)));
      },
      onStatus: (line) => (this.line = line),
    });
  }

  async show(): Promise<void> {
    this.explorer.setVisible(true);
    await this.readRoot();
    await settle();
  }

  /** By the labels on the way. */
  async expand(...labels: readonly string[]): Promise<Node> {
    const node = this.find(...labels);
    this.expandedIds.add(nodeId(node));
    this.explorer.expanded(node);
    await this.read(node);
    await settle();
    return node;
  }

  async collapse(...labels: readonly string[]): Promise<void> {
    const node = this.find(...labels);
    this.expandedIds.delete(nodeId(node));
    this.explorer.collapsed(node);
    await settle();
  }

  find(...labels: readonly string[]): Node {
    const found = this.seek(labels);
    if (found === undefined) throw new Error(`There is no "${labels.join(' > ')}" in:\n${this.text().join('\n')}`);
    return found;
  }

  has(...labels: readonly string[]): boolean {
    return labels.length === 0 || this.seek(labels) !== undefined;
  }

  /** Below the node, or everything: a line a row, `label | description`, indented. */
  text(...labels: readonly string[]): readonly string[] {
    return this.lines(labels.length === 0 ? '' : nodeId(this.find(...labels)), '');
  }

  tooltip(...labels: readonly string[]): string {
    return (this.explorer.tooltipOf(this.find(...labels)) ?? '').replaceAll('\\', '');
  }

  tokens(...labels: readonly string[]): readonly string[] {
    return [...this.explorer.viewOf(this.find(...labels)).tokens].sort();
  }

  async reveal(node: Node): Promise<void> {
    await this.reading;
    await this.resolve(node);
    this.selection.splice(0, Infinity, node);
  }

  /** Children that it has are not asked for again, so a node that is not among them cannot be shown. */
  private async resolve(node: Node): Promise<void> {
    const parent = parentOf(node);
    if (parent !== undefined) await this.resolve(parent);
    const parentId = parent === undefined ? '' : nodeId(parent);
    const siblings = this.children.get(parentId) ?? (await this.explorer.children(parent));
    this.children.set(parentId, siblings);
    if (siblings.some((sibling) => nodeId(sibling) === nodeId(node))) return;
    throw new Error(`Cannot resolve tree item for element ${nodeId(node)}`);
  }

  private seek(labels: readonly string[]): Node | undefined {
    let found: Node | undefined;
    for (const label of labels) {
      const siblings = this.children.get(found === undefined ? '' : nodeId(found)) ?? [];
      found = siblings.find((node) => this.explorer.viewOf(node).label === label);
      if (found === undefined) return undefined;
    }
    return found;
  }

  private lines(id: string, indent: string): readonly string[] {
    return (this.children.get(id) ?? []).flatMap((node) => {
      const { label, description } = this.explorer.viewOf(node);
      const line = `${indent}${label}${description === undefined || description === '' ? '' : ` | ${description}`}`;
      return [line, ...(this.expandedIds.has(nodeId(node)) ? this.lines(nodeId(node), `${indent}  `) : [])];
    });
  }

  private async readRoot(): Promise<void> {
    this.children.clear();
    const roots = await this.explorer.children(undefined);
    this.children.set('', roots);
    for (const node of roots) {
      if (this.explorer.viewOf(node).collapse === 'expanded') this.expandedIds.add(nodeId(node));
      await this.read(node);
    }
  }

  /** What is told anew is asked for anew, with everything below it. */
  private forget(id: string): void {
    for (const child of this.children.get(id) ?? []) this.forget(nodeId(child));
    this.children.delete(id);
  }

  private async read(node: Node): Promise<void> {
    const id = nodeId(node);
    this.forget(id);
    if (!this.expandedIds.has(id)) return;
    const children = await this.explorer.children(node);
    this.children.set(id, children);
    for (const child of children) await this.read(child);
  }
}

/** The children of an array job. */
export function childJobs(
  parent: string,
  size: number,
  stateOf: (index: number) => Partial<Job> & { status: string },
): Job[] {
  return Array.from({ length: size }, (_, index) =>
    aJob(`${parent}:${index}`, 'x', { array: { index }, ...stateOf(index) }),
  );
}

export type TreeWorld = {
  readonly browser: FakeBrowser;
  readonly sessions: FakeSessions;
  readonly clock: ManualClock;
  readonly memory: FakeMemory;
  readonly explorer: Explorer;
  readonly view: FakeView;
  readonly faults: unknown[];
};

export function makeTreeWorld(browser = new FakeBrowser(), memory = new FakeMemory()): TreeWorld {
  const clock = new ManualClock();
  const sessions = new FakeSessions(() => browser);
  const faults: unknown[] = [];
  const explorer = new Explorer({
    sessions,
    memory,
    clock,
    random: () => 0.5,
    t: inEnglish,
    format: formats,
    log: { error: (_message, cause) => faults.push(cause) },
  });
  return { browser, sessions, clock, memory, explorer, view: new FakeView(explorer), faults };
}
