// The explorer as the extension puts it together: real sessions, credentials and gateways, only the view is a fake.
import type { AccessKey, EnginePort } from '../../src/app/connectionPorts';
import { inEnglish } from '../../src/app/l10n';
import type { Clock } from '../../src/app/ports';
import { Sessions } from '../../src/app/sessions';
import { systemClock } from '../../src/app/systemClock';
import { Explorer } from '../../src/app/tree/explorer';
import type { LocalEngine } from '../../src/aws/localEngine';
import { AwsSessionFactory } from '../../src/aws/sessionFactory';
import type { Connection } from '../../src/core/connection';
import { FakeMemory, FakeView, formats } from './treeWorld';
import { until } from './until';

export type ExplorerWorld = {
  readonly sessions: Sessions;
  readonly explorer: Explorer;
  readonly view: FakeView;
  /** What should never happen: a test looks that there is none. */
  readonly faults: readonly unknown[];
  /** Waits until the rows, or those below the node of these labels, are as wanted. */
  readonly untilShown: (wanted: (rows: readonly string[]) => boolean, ...labels: readonly string[]) => Promise<void>;
  dispose(): void;
};

export type ExplorerWorldOptions = {
  /** Of an endpoint. */
  readonly accessKey?: AccessKey;
  /** Default: there is none, as in a test that has no local connection. */
  readonly engine?: EnginePort & Pick<LocalEngine, 'hasEndedIdle'>;
  /** Default: the time of this machine. With a clock that stands still there is one look and no other. */
  readonly clock?: Clock;
};

const deadlineMs = 40_000;

export function openExplorer(
  connection: Connection,
  { accessKey, engine, clock = systemClock }: ExplorerWorldOptions = {},
): ExplorerWorld {
  const faults: unknown[] = [];
  const nothing = (): void => undefined;
  const log = { info: nothing, warn: nothing };
  const noEngine = { start: refuse, find: () => Promise.resolve(undefined), stop: refuse, readLog: refuse };
  const factory = new AwsSessionFactory({
    engine: engine ?? noEngine,
    secrets: { getAccessKey: () => Promise.resolve(accessKey), storeAccessKey: () => Promise.resolve() },
    askMfaCode: refuse,
  });
  const sessions = new Sessions({
    factory,
    connection,
    remember: () => Promise.resolve(),
    isQuietEnd: () => engine?.hasEndedIdle() ?? Promise.resolve(false),
    // Of a connection that cannot be opened the state tells as well.
    log: { ...log, error: nothing },
  });
  const explorer = new Explorer({
    sessions,
    memory: new FakeMemory(),
    clock,
    random: Math.random,
    t: inEnglish,
    format: formats,
    log: { error: (_message, cause) => faults.push(cause) },
  });
  const view = new FakeView(explorer);
  const rowsOf = (labels: readonly string[]): readonly string[] => (view.has(...labels) ? view.text(...labels) : []);
  return {
    sessions,
    explorer,
    view,
    faults,
    async untilShown(wanted, ...labels) {
      try {
        await until(deadlineMs, 'the tree shows what is wanted', () => wanted(rowsOf(labels)));
      } catch (cause) {
        throw new Error(`It shows:\n${view.text().join('\n')}`, { cause });
      }
    },
    dispose() {
      explorer.dispose();
      sessions.dispose();
    },
  };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('A test without it has asked for it.'));
}
