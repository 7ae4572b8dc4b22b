// Everything that the commands which submit and fetch need, in memory, with a user by script.
import { inEnglish } from '../../src/app/l10n';
import type {
  LogPage,
  LogPosition,
  LiveTailPlace,
  LiveTailPort,
  LiveTailUpdate,
  LogsPort,
  SubmitJobRequest,
} from '../../src/app/ports';
import type { Session, SessionState, SessionsPort } from '../../src/app/session';
import type { ExplorerPort } from '../../src/app/tree/explorerPort';
import type { Connection } from '../../src/core/connection';
import type { AppError } from '../../src/core/errors';
import type { Job, JobSummary } from '../../src/core/job';
import { FakeAccount } from './fakeAccount';
import { FakeAround } from './fakeAround';
import { FakeBrowser } from './fakeBrowser';
import { FakeFiles } from './fakeFiles';
import { FakeManage } from './fakeManage';
import { FakeRegistry } from './fakeRegistry';
import { FakeBatch, FakeStorage, InstantClock, appError } from './fakePorts';
import { FakeUi } from './fakeUi';
import { FakeMemory } from './treeWorld';

/** Takes jobs, and tells of the ones that a test has put into `browser`. */
export class WorldBatch extends FakeBatch {
  readonly browser = new FakeBrowser();
  /** What describe calls tell, by `name:revision` of a definition, name or ARN of a queue, ARN of a policy. */
  readonly definitions: Record<string, unknown> = {};
  readonly fetchJobPage = this.browser.fetchJobPage.bind(this.browser);
  readonly fetchJobQueuePage = this.browser.fetchJobQueuePage.bind(this.browser);
  readonly fetchComputeEnvironmentPage = this.browser.fetchComputeEnvironmentPage.bind(this.browser);
  readonly fetchSchedulingPolicyPage = this.browser.fetchSchedulingPolicyPage.bind(this.browser);
  readonly fetchConsumableResource = this.browser.fetchConsumableResource.bind(this.browser);
  readonly fetchQueueFront = this.browser.fetchQueueFront.bind(this.browser);
  readonly fetchJobDefinitionPage = this.browser.fetchJobDefinitionPage.bind(this.browser);

  override describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]> {
    return this.browser.describeJobs(jobIds, signal);
  }

  override async *listJobs(selector: Parameters<FakeBatch['listJobs']>[0]): AsyncIterable<readonly JobSummary[]> {
    if ('jobName' in selector) yield this.browser.jobs.filter(({ jobName }) => jobName === selector.jobName);
    else yield* super.listJobs(selector);
  }

  fetchRaw(resource: { readonly kind: string; readonly name?: string; readonly arn?: string }): Promise<unknown> {
    const raw = this.definitions[resource.name ?? resource.arn ?? ''];
    return raw === undefined ? Promise.reject(appError('notFound')) : Promise.resolve(raw);
  }

  get lastRequest(): SubmitJobRequest | undefined {
    return this.requests.at(-1);
  }
}

/** Streams by name; tokens are positions. */
export class WorldLogs implements LogsPort, LiveTailPort {
  readonly streams = new Map<string, string[]>();
  /** Live Tail sessions that are open. */
  readonly live = new Set<{ readonly place: LiveTailPlace; readonly update: (update: LiveTailUpdate) => void }>();
  liveError: AppError | undefined;
  reads = 0;
  startMs = new Date(2026, 10, 24, 4, 15, 2, 7).getTime();
  error: AppError | undefined;
  pageLines = 10_000;

  fetchLogPage({ logStreamName, token, from, before, limit }: LogPosition): Promise<LogPage> {
    this.reads += 1;
    if (this.error !== undefined) return Promise.reject(this.error);
    const lines = this.streams.get(logStreamName);
    if (lines === undefined) return Promise.reject(appError('notFound'));
    const size = Math.min(limit, this.pageLines);
    const isTail = before !== undefined || (token === undefined && from === 'tail');
    const end = isTail ? Number(before ?? lines.length) : Math.min(lines.length, Number(token ?? 0) + size);
    const start = isTail ? Math.max(0, end - size) : Number(token ?? 0);
    const events = lines.slice(start, end).map((message, i) => ({ timestamp: this.startMs + start + i, message }));
    return Promise.resolve({ events, nextToken: String(end), earlierToken: String(start) });
  }

  async *watchLog(place: LiveTailPlace, signal: AbortSignal): AsyncIterable<LiveTailUpdate> {
    const updates: LiveTailUpdate[] = [{ events: [], isSampled: false }];
    let wake: () => void = () => undefined;
    const update = (next: LiveTailUpdate): void => {
      updates.push(next);
      wake();
    };
    const session = { place, update };
    this.live.add(session);
    signal.addEventListener('abort', () => wake(), { once: true });
    try {
      for (;;) {
        signal.throwIfAborted();
        this.failWhenLiveIsOver();
        const next = updates.shift();
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else yield next;
      }
    } finally {
      this.live.delete(session);
    }
  }

  private failWhenLiveIsOver(): void {
    if (this.liveError !== undefined) throw this.liveError;
  }

  /** A job writes: the line stands in its log, and open sessions are told. */
  write(logStreamName: string, message: string): void {
    const lines = this.streams.get(logStreamName) ?? [];
    this.streams.set(logStreamName, [...lines, message]);
    const event = { logStreamName, message, timestamp: this.startMs + lines.length };
    for (const { place, update } of this.live) {
      if (logStreamName.startsWith(place.streamPrefix)) update({ events: [event], isSampled: false });
    }
  }

  /** All sessions end. */
  endLive(error: AppError): void {
    this.liveError = error;
    for (const { update } of this.live) update({ events: [], isSampled: false });
  }
}

export class WorldSessions implements SessionsPort {
  state: SessionState;
  readonly reported: AppError[] = [];
  openError: AppError | undefined;

  constructor(private readonly session: Session) {
    this.state = { status: 'idle', connection: session.connection };
  }

  open(): Promise<Session> {
    if (this.openError !== undefined) return Promise.reject(this.openError);
    this.state = { status: 'open', connection: this.session.connection, session: this.session };
    return Promise.resolve(this.session);
  }

  use(): never {
    throw new Error('These tests do not switch.');
  }

  report(_session: Session, error: AppError): void {
    this.reported.push(error);
  }

  onDidChange(): () => void {
    return () => undefined;
  }
}

export type SubmitWorld = ReturnType<typeof makeSubmitWorld>;

export function makeSubmitWorld(connection: Connection = { kind: 'local' }) {
  const [batch, storage, logs] = [new WorldBatch(), new FakeStorage(), new WorldLogs()];
  const [manage, around, account] = [new FakeManage(), new FakeAround(), new FakeAccount()];
  const ending = new AbortController();
  const session: Session = {
    id: 's1',
    connection,
    region: 'us-east-1',
    signal: ending.signal,
    batch,
    manage,
    around,
    registry: new FakeRegistry(),
    // Is tried on moto.
    setUp: {} as Session['setUp'],
    account,
    logs,
    storage,
    environment: () => Promise.resolve({}),
  };
  const revealed: string[] = [];
  const watched: string[] = [];
  const stopping: string[] = [];
  const logged: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const explorer = {
    selection: [],
    optionsOf: () => ({}),
    refresh: () => undefined,
    noteStopping: (jobIds: readonly string[]) => void stopping.push(...jobIds),
    reveal: (jobId: string) => {
      revealed.push(jobId);
      return Promise.resolve();
    },
    revealResource: (arn: string) => {
      revealed.push(arn);
      return Promise.resolve();
    },
  };
  return {
    batch,
    manage,
    around,
    account,
    storage,
    logs,
    session,
    ending,
    revealed,
    watched,
    stopping,
    runPanels: {
      open: (jobId: string) => {
        watched.push(jobId);
        return Promise.resolve();
      },
    },
    logged,
    t: inEnglish,
    ui: new FakeUi(),
    files: new FakeFiles(),
    clock: new InstantClock(),
    sessions: new WorldSessions(session),
    workspaceMemory: new FakeMemory(),
    globalMemory: new FakeMemory(),
    explorer: explorer as unknown as ExplorerPort,
    log: { info: note, warn: note, error: note, show: () => undefined },
  };
}
