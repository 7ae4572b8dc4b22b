// Runs the worker in this process instead of a Node of its own for each attempt: a thousand children in seconds.
import { Interruption } from '../../src/worker/interruption';
import { merge } from '../../src/worker/merge';
import { split } from '../../src/worker/split';
import { WorkerFailure } from '../../src/worker/workerFailure';
import type { Runner, RunningTask, TaskEvents, TaskRequest } from '../../src/engine/runners/runner';

type WorkerCommand = 'split' | 'merge';

export class WorkerRunner implements Runner {
  /** What ran, in the order in which it was started. */
  readonly started: WorkerCommand[] = [];
  /** Whether the merge fails before it does anything. */
  failsMerge = false;

  start({ command, environment }: TaskRequest, events: TaskEvents): RunningTask {
    const name = command.includes('merge') ? 'merge' : 'split';
    this.started.push(name);
    const interruption = new Interruption();
    setImmediate(() => {
      // It has no process of its own; the number is one that none has.
      events.onStarted(2 ** 30);
      void this.run(name, environment, interruption).then(([exitCode, line]) => {
        events.onLines([line]);
        events.onEnded({ exitCode });
      });
    });
    return { stop: () => void interruption.raise('SIGTERM') };
  }

  private async run(
    name: WorkerCommand,
    environment: TaskRequest['environment'],
    interruption: Interruption,
  ): Promise<readonly [exitCode: number, line: string]> {
    if (name === 'merge' && this.failsMerge) return [1, 'No merge today'];
    try {
      return [0, await { split, merge }[name]({ PATH: process.env.PATH, ...environment }, interruption)];
    } catch (cause) {
      if (!(cause instanceof WorkerFailure)) throw cause;
      return [cause.exitCode, cause.message];
    }
  }
}
