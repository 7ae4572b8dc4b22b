// One attempt in a container: made, followed, stopped and removed.
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { type DockerApi, DockerError, textOf } from './dockerApi';
import { DockerOutput } from './dockerOutput';
import { type RunningTask, type TaskEvents, type TaskOutcome, maxReasonLength } from './runner';
import { TaskOutput } from './taskOutput';

export type Container = {
  readonly api: DockerApi;
  readonly id: string;
  /** What may be the reason when its command fails. */
  readonly hint: string | undefined;
};

export type ContainerTaskOptions = {
  readonly clock: Clock;
  readonly log: Log;
  /** Why it may not run at all. */
  readonly refusal: string | undefined;
  readonly create: () => Promise<Container>;
  /** The container engine does not answer any longer. */
  readonly onLost: () => void;
  /** Removes the container; where that cannot be done now, later. */
  readonly remove: (api: DockerApi, id: string) => Promise<void>;
};

const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';

type State = { readonly OOMKilled?: boolean; readonly ExitCode?: number };

export class ContainerTask implements RunningTask {
  private container: Container | undefined;
  private isStopped = false;

  constructor(
    private readonly options: ContainerTaskOptions,
    private readonly events: TaskEvents,
  ) {
    this.run().then(
      (outcome) => this.events.onEnded(outcome),
      (cause: unknown) => {
        options.log.error('an attempt in a container failed', cause);
        this.events.onEnded({ reason: `CannotStartContainerError: ${String(cause)}`.slice(0, maxReasonLength) });
      },
    );
  }

  stop(graceMs: number): void {
    this.isStopped = true;
    if (this.container === undefined) return;
    const { api, id } = this.container;
    // Answers when it has ended. SIGTERM first, SIGKILL after the grace time.
    api.call('POST', `/containers/${id}/stop?t=${Math.ceil(graceMs / 1000)}`).catch((cause: unknown) => {
      // It may end by itself in the same moment, or its engine be gone: whoever waits for it is told.
      if (cause instanceof DockerError && (cause.status === undefined || cause.status === 404)) return;
      this.options.log.error(`could not stop the container ${id.slice(0, 12)}`, cause);
    });
  }

  private async run(): Promise<TaskOutcome> {
    const { refusal, create, remove } = this.options;
    if (refusal !== undefined) return Promise.resolve({ reason: refusal.slice(0, maxReasonLength) });
    try {
      const container = await create();
      const { api, id } = container;
      try {
        return await this.follow(container);
      } finally {
        this.container = undefined;
        await remove(api, id);
      }
    } catch (cause) {
      if (!(cause instanceof DockerError)) throw cause;
      if (cause.status === undefined) this.options.onLost();
      return { reason: cause.message.slice(0, maxReasonLength), isHostLost: cause instanceof HostLost };
    }
  }

  private async follow(container: Container): Promise<TaskOutcome> {
    const { api, id, hint } = container;
    if (this.wasStopped()) return {};
    // Before it starts, so that neither output nor end are missed.
    const output = this.readOutput(await api.open('POST', `/containers/${id}/attach?stream=1&stdout=1&stderr=1`));
    const ended = api.open('POST', `/containers/${id}/wait?condition=next-exit`);
    // Its failure is told below, after the start.
    ended.catch(() => undefined);
    await this.startContainer(api, id);
    this.container = container;
    // Asked for while the container was being made.
    if (this.wasStopped()) this.stop(0);
    this.events.onStarted(undefined);
    try {
      await textOf(await ended);
      await output;
      const { State } = (await api.call('GET', `/containers/${id}/json`)) as { readonly State: State };
      if (State.OOMKilled === true) return { exitCode: State.ExitCode ?? 137, reason: outOfMemory };
      const { ExitCode: exitCode = 0 } = State;
      return exitCode === 0 || this.wasStopped() ? { exitCode } : { exitCode, reason: hint };
    } catch (cause) {
      if (!(cause instanceof DockerError) || cause.status !== undefined) throw cause;
      throw new HostLost(`The container engine does not answer any longer: ${cause.message}`, undefined, { cause });
    }
  }

  private wasStopped(): boolean {
    return this.isStopped;
  }

  private async startContainer(api: DockerApi, id: string): Promise<void> {
    try {
      await api.call('POST', `/containers/${id}/start`);
    } catch (cause) {
      if (!(cause instanceof DockerError)) throw cause;
      throw new DockerError(`CannotStartContainerError: ${cause.message}`, cause.status, { cause });
    }
  }

  /** @returns when all of it has been delivered. */
  private readOutput(attached: IncomingMessage): Promise<void> {
    return new Promise((resolve) => {
      const { clock } = this.options;
      const output = new TaskOutput(clock, (lines) => this.events.onLines(lines), resolve);
      const parted = new DockerOutput();
      output.read(parted.stdout);
      output.read(parted.stderr);
      // A connection that breaks ends the output; how the container ended is told elsewhere.
      parted.on('error', () => undefined);
      attached.once('error', () => parted.destroy());
      attached.once('close', () => parted.end());
      attached.pipe(parted);
    });
  }
}

class HostLost extends DockerError {}
