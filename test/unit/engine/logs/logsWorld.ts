// Logs on a store in a temporary folder, which can be closed, or killed, and opened again.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arns } from '../../../../src/engine/logs/arns';
import type { LogsContext, LogsOperation } from '../../../../src/engine/logs/context';
import { Logs } from '../../../../src/engine/logs/logs';
import { logsOperations } from '../../../../src/engine/logs/service';
import { Store } from '../../../../src/engine/store/store';
import { FakeClock } from '../../../support/fakeClock';

export type Answer = {
  readonly events: readonly { readonly message: string; readonly timestamp: number; readonly eventId: string }[];
  readonly nextToken?: string;
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
};

export class LogsWorld {
  readonly clock = new FakeClock();
  readonly folder = mkdtempSync(join(tmpdir(), 'logs-'));
  private store: Store | undefined;
  logs = this.open();

  /** As after a kill: nothing is told to what was open before. */
  reopen(): void {
    this.logs = this.open();
  }

  call(operation: string, input: object): Promise<Answer> {
    const context: LogsContext = {
      logs: this.logs,
      arns: new Arns('us-east-1', '123456789012'),
      clock: this.clock,
    };
    const run = logsOperations[operation] as LogsOperation<object, object>;
    return Promise.resolve(run(input, context, undefined as never)) as Promise<Answer>;
  }

  async messages(stream: string, input: object = {}): Promise<readonly string[]> {
    const request = { logGroupName: 'g', logStreamName: stream, startFromHead: true, ...input };
    return (await this.call('GetLogEvents', request)).events.map(({ message }) => message);
  }

  append(stream: string, ...messages: readonly string[]): void {
    this.logs.append(
      'g',
      stream,
      messages.map((message) => ({ timestamp: this.clock.now(), message })),
    );
  }

  /** Paths of the files of events. */
  files(): readonly string[] {
    const folder = join(this.folder, 'logs');
    return readdirSync(folder).map((name) => join(folder, name));
  }

  sizeBytes(): number {
    return this.files().reduce((sum, path) => sum + statSync(path).size, 0);
  }

  close(): void {
    this.logs.close();
    this.store?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private open(): Logs {
    const store = new Store(this.folder);
    const logs = new Logs(store, join(this.folder, 'logs'), this.clock);
    store.open();
    logs.open();
    this.store = store;
    return logs;
  }
}
