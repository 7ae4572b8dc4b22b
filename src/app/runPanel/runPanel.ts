// One run panel: follows a job while it is seen, answers what the panel asks, and says why it cannot.
import { childJobId } from '../../core/arrayJob';
import { type Connection, connectionKey } from '../../core/connection';
import { AppError } from '../../core/errors';
import { connectionName } from '../connectionText';
import { explain } from '../explain';
import type { Services } from '../services';
import type { SessionState } from '../session';
import type { Node } from '../tree/node';
import { type FollowRequest, followLog } from './logFollower';
import { panelCommand } from './panelCommands';
import { lookTrouble, sessionTrouble } from './panelTrouble';
import { type HostMessage, type PanelAction, type PanelMessage, readPanelMessage } from './protocol';
import type { RunModel } from './runModel';
import { RunWatch } from './runWatch';
import { UsageLook, type UsageLookServices } from './usageLook';
import { panelState } from './viewModel';

/** The panel's place on the screen. */
export interface PanelPort {
  post(message: HostMessage): void;
  setTitle(title: string): void;
  /** Runs a command of the table, which tells of its own failures, to its end. */
  execute(command: string, target?: Node, selection?: readonly Node[]): Promise<void>;
  openPanel(jobId: string): void;
  /** Tells the user what has failed. */
  showError(error: unknown, what: string): void;
}

export type PanelServices = Pick<Services, 'ui' | 'files'> &
  UsageLookServices & {
    /** Told of what the panel shows, with each change. */
    readonly watched: { note(model: RunModel, connection: Connection): void };
  };

export type PanelOptions = {
  readonly jobId: string;
  /** Of the connection that the job belongs to. */
  readonly connectionKey: string;
  readonly services: PanelServices;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly port: PanelPort;
};

/** A look tells of several things: the panel is told once. */
const coalesceMs = 100;

export class RunPanel {
  private watch: RunWatch | undefined;
  /** What was known before the connection broke stays visible until there is something newer. */
  private earlier: RunModel | undefined;
  private connection: Connection | undefined;
  private isVisible = false;
  private isReady = false;
  private isTelling = false;
  private sentChildren: string | undefined;
  private request: FollowRequest | undefined;
  private following: AbortController | undefined;
  private readonly disposed = new AbortController();
  private readonly unsubscribe: () => void;
  private readonly usage: UsageLook;

  constructor(private readonly options: PanelOptions) {
    const { jobId, services, port } = options;
    this.usage = new UsageLook({ jobId, services, post: (message) => this.isReady && port.post(message) });
    const { sessions } = options.services;
    this.unsubscribe = sessions.onDidChange((state) => this.onSession(state));
    this.onSession(sessions.state);
  }

  /** What comes from the panel; what is no message of the protocol is refused. */
  receive(value: unknown): void {
    const message = readPanelMessage(value);
    const { log } = this.options.services;
    if (message === undefined) log.warn('The run panel sent a message that is none of its protocol; it was ignored.');
    else this.handle(message).catch((cause: unknown) => this.options.port.showError(cause, message.type));
  }

  /** A panel that is not seen asks for nothing, and catches up when it is. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) {
      this.onSession(this.options.services.sessions.state);
      return;
    }
    // VS Code throws the page away: the next one says that it is ready.
    this.isReady = false;
    this.request = undefined;
    this.following?.abort();
    this.usage.stop();
    this.watch?.stop();
  }

  dispose(): void {
    this.disposed.abort();
    this.unsubscribe();
    this.following?.abort();
    this.usage.stop();
    this.watch?.stop();
  }

  private async handle(message: PanelMessage): Promise<void> {
    const { ui, t, log } = this.options.services;
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.sentChildren = undefined;
        this.post();
        return;
      case 'act':
        return this.act(message.action, message.indexes);
      case 'showJob':
        this.options.port.openPanel(message.jobId);
        return;
      case 'followLog':
        this.request = message;
        this.openWhenIdle(true);
        this.startLog();
        return;
      case 'lookAtUsage':
        if (message.isWanted) this.usage.start(this.isOurs() ? () => this.options.services.sessions.open() : undefined);
        else this.usage.stop();
        return;
      case 'copy':
        return ui.copy(message.text, t('Log'));
      case 'saveLog':
        return this.saveLog(message.text);
      case 'fault':
        log.warn(`The run panel reports a fault of its own. ${message.text}`);
    }
  }

  private async act(action: PanelAction, indexes: readonly number[] = []): Promise<void> {
    if (action === 'refresh') await this.refresh();
    else if (action === 'reconnect') await this.reconnect();
    else await this.execute(panelCommand(action), indexes);
  }

  /** On the job, or on the chosen children. */
  private async execute(command: string, indexes: readonly number[]): Promise<void> {
    const { port, jobId } = this.options;
    const ids = indexes.length === 0 ? [jobId] : indexes.map((index) => childJobId(jobId, index));
    const parent: Node = { kind: 'jobs', connection: this.options.connectionKey };
    const nodes = ids.map((id): Node => ({ kind: 'job', jobId: id, parent }));
    await port.execute(command, nodes[0], nodes);
    // What was done is to be seen soon.
    this.watch?.wake();
  }

  private async refresh(): Promise<void> {
    if (this.options.services.sessions.state.status !== 'open') await this.reconnect();
    else this.watch?.force();
  }

  private async reconnect(): Promise<void> {
    const { services, port } = this.options;
    const { sessions } = services;
    if (this.isOurs()) await port.execute(this.repairCommand());
    else if (this.connection === undefined) await port.execute('awsBatch.switchConnection');
    else sessions.use(this.connection);
  }

  /** What helps against what the connection broke with. */
  private repairCommand(): string {
    const { sessions, t } = this.options.services;
    const action = sessions.state.status === 'broken' ? explain(sessions.state.error, t)?.action : undefined;
    return action?.command ?? 'awsBatch.reconnect';
  }

  private async saveLog(text: string): Promise<void> {
    const { ui, t, files } = this.options.services;
    const uri = await ui.askSaveLocation(`${this.shownModel?.job?.jobName ?? 'job'}.log`, t('Save Log'));
    const content = (async function* () {
      yield await Promise.resolve(new TextEncoder().encode(text));
    })();
    await files.write(uri, content, this.disposed.signal);
    ui.inform(t('{0} was saved.', files.nameOf(uri)), { label: t('Open'), run: () => files.show(uri) });
  }

  /** The connection of the job is the chosen one. */
  private isOurs(): boolean {
    return connectionKey(this.options.services.sessions.state.connection) === this.options.connectionKey;
  }

  private onSession(state: SessionState): void {
    const isOurs = connectionKey(state.connection) === this.options.connectionKey;
    if (isOurs) this.connection = state.connection;
    const session = isOurs && state.status === 'open' ? state.session : undefined;
    if (session === undefined) this.watch?.stop();
    else this.watchOver(session);
    this.openWhenIdle(false);
    this.tell();
  }

  private watchOver(session: RunWatch['session']): void {
    if (this.watch?.session !== session) {
      const { services, random, jobId } = this.options;
      const { clock, sessions, log, watched } = services;
      this.earlier = this.shownModel;
      this.watch?.stop();
      const watch = new RunWatch(jobId, {
        ...{ session, clock, random },
        onChange: () => {
          watched.note(watch.model, session.connection);
          this.tell();
        },
        report: (error) => sessions.report(session, error),
        onFault: (cause) => log.error('The run panel could not be brought up to date.', cause),
      });
      this.watch = watch;
      if (this.isVisible) this.startLog();
    }
    if (this.isVisible) this.watch.start();
  }

  /** The chosen connection is opened by whoever needs it first; a job that is over needs none. */
  private openWhenIdle(isNeeded: boolean): void {
    const { sessions, log } = this.options.services;
    if (sessions.state.status !== 'idle' || !this.isOurs() || !this.isVisible) return;
    if (!isNeeded && this.shownModel?.isSettled === true) return;
    sessions.open().catch((cause: unknown) => {
      // The state of the connection tells of it.
      if (!(cause instanceof AppError)) log.error('The connection of a run panel could not be opened.', cause);
    });
  }

  private startLog(): void {
    this.following?.abort();
    this.following = undefined;
    const { request, watch } = this;
    if (request === undefined || watch === undefined || watch.session.signal.aborted) return;
    const { services, port } = this.options;
    const { clock, t, sessions, log } = services;
    const { session, model } = watch;
    this.following = new AbortController();
    model.follow([]);
    const signal = AbortSignal.any([this.following.signal, session.signal]);
    const options = {
      ...{ model, logs: session.logs, clock, t },
      post: (message: HostMessage) => this.isReady && port.post(message),
      report: (error: AppError) => sessions.report(session, error),
      onFault: (cause: unknown) => log.error('A log could not be followed in the run panel.', cause),
    };
    followLog(request, options, signal).catch((cause: unknown) => {
      if (!signal.aborted) options.onFault(cause);
    });
    watch.wake();
  }

  private get shownModel(): RunModel | undefined {
    const model = this.watch?.model;
    return model === undefined || (model.job === undefined && !model.isGone && this.earlier !== undefined)
      ? this.earlier
      : model;
  }

  private tell(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    const { clock, log } = this.options.services;
    clock
      .sleep(coalesceMs, this.disposed.signal)
      .then(() => {
        this.isTelling = false;
        this.post();
      })
      .catch((cause: unknown) => {
        if (!this.disposed.signal.aborted) log.error('The run panel could not be told of what is new.', cause);
      });
  }

  private post(): void {
    if (!this.isReady || this.disposed.signal.aborted) return;
    const { port, services, jobId } = this.options;
    const { sessions, t, clock } = services;
    const model = this.shownModel;
    const connection = connectionName(this.connection ?? sessions.state.connection, t);
    const state = panelState(model, jobId, { t, now: clock.now(), connection, trouble: this.trouble() });
    port.setTitle(state.name);
    port.post({ type: 'state', state });
    const { table } = model ?? {};
    const key = table && `${this.watch?.session.id ?? ''}:${model === this.earlier ? 'earlier' : ''}:${table.revision}`;
    if (table === undefined || key === this.sentChildren) return;
    this.sentChildren = key;
    port.post({ type: 'children', children: table.toChildren() });
  }

  private trouble() {
    const { services, connectionKey: key } = this.options;
    const { state } = services.sessions;
    if (state.status === 'idle' && this.shownModel?.isSettled === true) return undefined;
    const ofSession = sessionTrouble(state, key, services.t);
    if (ofSession !== undefined || this.watch === undefined) return ofSession;
    return lookTrouble(this.watch.model, this.watch.error, services.t);
  }
}
