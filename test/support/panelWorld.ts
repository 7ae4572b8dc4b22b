// A run panel over an AWS Batch in memory, with a page that keeps what it was told and a clock that a test drives.
import { inEnglish } from '../../src/app/l10n';
import { type Children, type HostMessage, type PanelState, readHostMessage } from '../../src/app/runPanel/protocol';
import { RunPanel } from '../../src/app/runPanel/runPanel';
import { RunLedger } from '../../src/app/runs/runLedger';
import { WatchedRuns } from '../../src/app/runs/recordWatched';
import type { Log } from '../../src/app/services';
import type { Session } from '../../src/app/session';
import type { Settings } from '../../src/app/settings';
import type { Node } from '../../src/app/tree/node';
import { type Connection, connectionKey } from '../../src/core/connection';
import type { StatusCounts } from '../../src/core/arrayJob';
import { statusCounts } from '../../src/core/arrayJob';
import type { Job } from '../../src/core/job';
import { FakeAround } from './fakeAround';
import { FakeBrowser, aJob } from './fakeBrowser';
import { FakeFiles } from './fakeFiles';
import { FakeLedger } from './fakeLedger';
import { FakeStorage } from './fakePorts';
import { FakeUi } from './fakeUi';
import { ManualClock, settle } from './manualClock';
import { WorldLogs } from './submitWorld';
import { FakeMemory, FakeSessions, childJobs } from './treeWorld';

export const aws: Connection = { kind: 'aws', region: 'us-east-1' };

/** An array and its children, counted as AWS counts them. */
export function anArray(
  jobId: string,
  size: number,
  stateOf: (index: number) => Partial<Job> & { status: string },
  rest: Partial<Job> = {},
): Job[] {
  const children = childJobs(jobId, size, stateOf);
  return [aJob(jobId, 'PENDING', { array: { size, counts: countsOf(children) }, ...rest }), ...children];
}

export function countsOf(children: readonly Job[]): StatusCounts {
  const counts: Record<string, number> = {};
  for (const { status } of children) counts[status] = (counts[status] ?? 0) + 1;
  return statusCounts(counts);
}

export class PanelWorld {
  readonly browser = new FakeBrowser();
  readonly logs = new WorldLogs();
  readonly storage = new FakeStorage();
  readonly around = new FakeAround();
  readonly clock = new ManualClock();
  readonly ui = new FakeUi();
  readonly files = new FakeFiles();
  readonly sessions = new FakeSessions(() => this.browser);
  /** All that came, in its order. */
  readonly messages: HostMessage[] = [];
  readonly executed: { readonly command: string; readonly jobIds: readonly string[] }[] = [];
  readonly openedPanels: string[] = [];
  readonly errors: unknown[] = [];
  readonly warnings: string[] = [];
  readonly faults: unknown[] = [];
  readonly outputLog: Log = {
    info: () => undefined,
    warn: (message) => void this.warnings.push(message),
    error: (_message, cause) => void this.faults.push(cause),
    show: () => undefined,
  };
  readonly ledger = new RunLedger(new FakeLedger(), () => 100);
  /** The setting `awsBatch.rates`. */
  rates: object = {};
  title = '';
  /** What a command does. */
  onExecute: () => void = () => undefined;
  readonly panel: RunPanel;
  private selections = 0;

  constructor(jobId: string, connection: Connection = aws) {
    const open = this.sessions.open.bind(this.sessions);
    // The sessions of other tests have a batch only.
    this.sessions.open = async (): Promise<Session> => Object.assign(await open(), this.ports());
    this.sessions.onDidChange((state) => {
      if (state.status === 'open') Object.assign(state.session, this.ports());
    });
    this.panel = new RunPanel({
      jobId,
      connectionKey: connectionKey(connection),
      services: {
        ...{ sessions: this.sessions, ui: this.ui, t: inEnglish, clock: this.clock, files: this.files },
        watched: new WatchedRuns({ ledger: this.ledger, clock: this.clock, log: this.outputLog }),
        log: this.outputLog,
        // Only the setting of own rates is asked for.
        settings: { get: () => this.rates } as unknown as Settings,
        ...{ globalMemory: new FakeMemory(), runs: { ledger: this.ledger } },
      },
      random: () => 0.5,
      port: {
        post: (message) => {
          // As the page does; a message that it would refuse is a fault.
          if (readHostMessage(message) === undefined) this.faults.push(message);
          this.messages.push(structuredClone(message));
        },
        setTitle: (title) => (this.title = title),
        execute: (command, _target, selection: readonly Node[] = []) => {
          const jobIds = selection.flatMap((node) => (node.kind === 'job' ? [node.jobId] : []));
          this.executed.push({ command, jobIds });
          this.onExecute();
          return Promise.resolve();
        },
        openPanel: (id) => void this.openedPanels.push(id),
        showError: (error) => void this.errors.push(error),
      },
    });
  }

  /** Until the first look is over. */
  async show(): Promise<void> {
    this.panel.setVisible(true);
    this.panel.receive({ type: 'ready' });
    await settle();
    await this.clock.advance(200);
  }

  /** Lets time pass, in steps that no look is longer than. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) await this.clock.advance(250);
  }

  follow(selection: unknown, rest: { readonly attempt?: number; readonly isLive?: boolean } = {}): number {
    this.selections += 1;
    const { attempt, isLive = false } = rest;
    this.panel.receive({ type: 'followLog', selectionId: this.selections, selection, isLive, attempt });
    return this.selections;
  }

  get state(): PanelState {
    const last = this.messages.findLast((message) => message.type === 'state');
    if (last === undefined) throw new Error('No state was posted.');
    return last.state;
  }

  get children(): Children {
    const last = this.messages.findLast((message) => message.type === 'children');
    if (last === undefined) throw new Error('No children were posted.');
    return last.children;
  }

  /** Of the selection: a line of text for each message, `note: …` and `start: …` among the lines. */
  log(selectionId: number): readonly string[] {
    return this.messages.flatMap((message) => {
      if (!('selectionId' in message) || message.selectionId !== selectionId) return [];
      switch (message.type) {
        case 'logStart': {
          const { title, attempts, attempt, isCut } = message;
          return [`start: ${title} [${attempts.join(' | ')}] ${attempt ?? '-'}${isCut ? ' cut' : ''}`];
        }
        case 'logLines':
          return message.lines.map(({ text, index }) => (index === undefined ? text : `${index}: ${text}`));
        case 'logNote':
          return [`${message.isEnd ? 'end' : 'note'}: ${message.note}`];
      }
    });
  }

  private ports() {
    return { batch: this.browser, logs: this.logs, storage: this.storage, around: this.around };
  }
}
