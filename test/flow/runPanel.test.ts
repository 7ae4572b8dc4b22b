// The run panel on a real engine: the rainbow from its submission to its result, with the logs of its children.
import assert from 'node:assert/strict';
import { FakeMemory } from '../support/treeWorld';
import { FakeLedger } from '../support/fakeLedger';
import type { Settings } from '../../src/app/settings';
import { RunLedger } from '../../src/app/runs/runLedger';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inEnglish } from '../../src/app/l10n';
import { rerunFailed } from '../../src/app/commands/rerunFailed';
import { planRun } from '../../src/app/pipeline/planRun';
import type { Run, RunRequest } from '../../src/app/pipeline/runRequest';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { type HostMessage, type PanelState, readHostMessage } from '../../src/app/runPanel/protocol';
import { RunPanel } from '../../src/app/runPanel/runPanel';
import type { Session, SessionsPort } from '../../src/app/session';
import type { ExplorerPort } from '../../src/app/tree/explorerPort';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients, closeClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { ManageGateway } from '../../src/aws/manageGateway';
import { StorageGateway } from '../../src/aws/storageGateway';
import { type Bundles, buildBundles } from '../support/bundles';
import { FakeAccount } from '../support/fakeAccount';
import { FakeAround } from '../support/fakeAround';
import { FakeFiles } from '../support/fakeFiles';
import { FakeRegistry } from '../support/fakeRegistry';
import { asyncOf } from '../support/fakePorts';
import { FakeUi } from '../support/fakeUi';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
const { signal } = new AbortController();

describe('run panel on an engine', function () {
  this.timeout(60_000);
  let bundles: Bundles;
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let session: Session;
  before(async () => {
    bundles = buildBundles('worker');
    target = await startTestEngine({ workerPath: join(bundles.dist, 'worker.js') });
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    session = {
      ...{ id: '1', connection: { kind: 'local' }, region, signal, environment: () => Promise.resolve({}) },
      batch: new BatchGateway(clients),
      manage: new ManageGateway(clients),
      around: new FakeAround(),
      registry: new FakeRegistry(),
      setUp: {} as Session['setUp'],
      account: new FakeAccount(),
      logs: new LogsGateway(clients),
      storage: new StorageGateway(clients),
    };
  });
  after(async () => {
    closeClients(await clients());
    await target.close();
    bundles.remove();
    assert.deepEqual(loggedErrors, []);
  });

  async function submit(text: string, changes: Partial<RunRequest> = {}): Promise<Run> {
    const input = { name: 'color.txt', open: () => asyncOf([Buffer.from(text)]) };
    const plan = await planRun(input, {}, signal);
    const request: RunRequest = {
      ...{ bucket: 'pipeline', jobQueue: 'local' },
      ...{ splitDefinition: 'pipeline-split', mergeDefinition: 'pipeline-merge', choice: { preset: 'rainbow' } },
      ...changes,
    };
    return submitRun(
      input,
      plan,
      request,
      { ...session, clock: systemClock, random: Math.random },
      signal,
      () => undefined,
    );
  }

  function openSessions(report: (error: unknown) => void): SessionsPort {
    return {
      state: { status: 'open', connection: session.connection, session },
      open: () => Promise.resolve(session),
      use: () => undefined,
      report: (_, error) => report(error),
      onDidChange: () => () => undefined,
    };
  }

  class Page {
    readonly messages: HostMessage[] = [];
    readonly faults: unknown[] = [];
    readonly panel: RunPanel;

    constructor(jobId: string) {
      const sessions = openSessions((error) => void this.faults.push(error));
      const fault = (text: string, cause?: unknown): void => void this.faults.push(text, cause);
      const log = { info: () => undefined, warn: fault, error: fault, show: () => undefined };
      const watched = { note: () => undefined };
      const services = {
        ...{ sessions, log, ui: new FakeUi(), t: inEnglish, clock: systemClock, files: new FakeFiles(), watched },
        settings: { get: () => ({}) } as unknown as Settings,
        ...{ globalMemory: new FakeMemory(), runs: { ledger: new RunLedger(new FakeLedger(), () => 100) } },
      };
      this.panel = new RunPanel({
        ...{ jobId, connectionKey: 'local', services, random: Math.random },
        port: {
          post: (message) => {
            if (readHostMessage(message) === undefined) this.faults.push(message);
            this.messages.push(message);
          },
          ...{
            setTitle: () => undefined,
            execute: () => Promise.resolve(),
            openPanel: () => undefined,
            showError: fault,
          },
        },
      });
      this.panel.setVisible(true);
      this.panel.receive({ type: 'ready' });
    }

    get state(): PanelState | undefined {
      return this.messages.findLast((message) => message.type === 'state')?.state;
    }

    get letters(): string | undefined {
      return this.messages.findLast((message) => message.type === 'children')?.children.letters;
    }

    follow(selectionId: number, selection: object, isLive = false): void {
      this.panel.receive({ type: 'followLog', selectionId, selection, isLive });
    }

    text(selectionId: number): string {
      const lines = this.messages.flatMap((message) =>
        message.type === 'logLines' && message.selectionId === selectionId ? message.lines : [],
      );
      return lines.map(({ text, index }) => `${index ?? ''}: ${text}`).join('\n');
    }

    hasEnded(selectionId: number): boolean {
      return this.messages.some(
        (message) => message.type === 'logNote' && message.selectionId === selectionId && message.isEnd,
      );
    }

    close(): void {
      this.panel.dispose();
      assert.deepEqual(this.faults, []);
    }
  }

  it('follows the rainbow to its result, with the log of each child', async () => {
    const run = await submit(`${colors.join('\n')}\n`);
    const page = new Page(run.split.jobId);
    page.follow(1, { kind: 'running' });
    await until(30_000, 'the result is shown', () => page.state?.result?.head !== undefined);
    const sentences = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');
    const { state } = page;
    assert.equal(state?.result?.head, sentences);
    assert.deepEqual([page.letters, state.isEnded, state.counts.SUCCEEDED], ['SSSSSSS', true, 7]);
    assert.deepEqual(
      state.stages.map(({ label, status }) => [label, status]),
      [
        ['Upload', 'SUCCEEDED'],
        ['Split (7)', 'SUCCEEDED'],
        ['Merge', 'SUCCEEDED'],
        ['Result', 'SUCCEEDED'],
      ],
    );
    page.follow(2, { kind: 'children', indexes: [3] });
    await until(20_000, 'the log has ended', () => page.hasEnded(2));
    assert.match(page.text(2), /child 3/);
    page.follow(3, { kind: 'children', indexes: [0, 1, 2] });
    await until(20_000, 'the logs have ended', () => page.hasEnded(3));
    for (const index of [0, 1, 2]) assert.match(page.text(3), new RegExp(`^${index}: .*child ${index}`, 'm'));
    page.close();
  });

  it('shows every line of every child once with Live Tail, in one session', async () => {
    const command = 'for i in $(seq 1 25); do echo "$LINE line $i" >&2; sleep 0.2; done';
    const run = await submit('a\nb\nc\n', { choice: { preset: 'command', command } });
    const page = new Page(run.split.jobId);
    page.follow(1, { kind: 'running' }, true);
    await until(30_000, 'Live Tail is on', () =>
      page.messages.some((message) => message.type === 'logNote' && message.note === 'Live Tail is on.'),
    );
    await until(40_000, 'the logs have ended', () => page.hasEnded(1));
    const shown = page
      .text(1)
      .split('\n')
      .filter((line) => line.includes(' line '));
    const expected = ['a', 'b', 'c'].flatMap((letter, index) =>
      Array.from({ length: 25 }, (_, i) => `${index}: ${letter} line ${i + 1}`),
    );
    assert.deepEqual([...shown].sort(), expected.sort());
    page.close();
  });

  it('tells why children failed, and that there is no result', async () => {
    const command = 'node -e "process.exit(process.env.LINE.length)"';
    const run = await submit('a\nbb\ncc\n', { choice: { preset: 'command', command } });
    const page = new Page(run.split.jobId);
    await until(
      30_000,
      'both jobs have ended',
      () => page.state?.stages.every(({ kind, status }) => kind !== 'job' || status === 'FAILED') === true,
    );
    await until(10_000, 'all children are known', () => page.letters === 'FFF');
    assert.deepEqual(
      page.state?.failures.map(({ text, indexes }) => [text, indexes]),
      [
        ['exit code 2', [1, 2]],
        ['exit code 1', [0]],
      ],
    );
    assert.match(page.state.result?.note ?? '', /There is no result/);
    assert.ok(page.state.actions.includes('rerunFailed'));
    page.close();
  });

  it('runs what has failed again, and that alone; the result is whole then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rerun-'));
    const command = `if [ -e "${folder}/fixed" ] || [ "$LINE" = a ]; then echo "$LINE $AWS_BATCH_JOB_ARRAY_SIZE"; else exit 3; fi`;
    const run = await submit('a\nb\nc\n', { choice: { preset: 'command', command } });
    const before = new Page(run.split.jobId);
    await until(30_000, 'it can run again', () => before.state?.actions.includes('rerunFailed') === true);
    before.close();
    writeFileSync(join(folder, 'fixed'), '');
    const ui = new FakeUi();
    ui.answers = [{ choose: 'Run Again' }];
    const submitted: string[] = [];
    const explorer = {
      reveal: (jobId: string) => Promise.resolve(void submitted.push(jobId)),
    } as unknown as ExplorerPort;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined, show: () => undefined };
    const node = { kind: 'job', jobId: run.split.jobId, parent: { kind: 'jobs', connection: 'local' } };
    const runPanels = { open: () => Promise.resolve() };
    const services = {
      sessions: openSessions(() => undefined),
      ui,
      t: inEnglish,
      log,
      clock: systemClock,
      explorer,
      runPanels,
    };
    await rerunFailed(services, node);
    const after = new Page(submitted[0] ?? '');
    await until(30_000, 'the result is whole', () => after.state?.result?.head !== undefined);
    assert.equal(after.state?.result?.head, 'a 3\nb 2\nc 2\n');
    assert.deepEqual([after.letters, after.state.stages[1]?.label], ['SS', 'Split (2)']);
    after.close();
    rmSync(folder, { recursive: true });
  });
});
