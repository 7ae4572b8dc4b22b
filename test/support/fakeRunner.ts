// A runner whose attempts run until the test ends them.
import type { Runner, RunningTask, TaskEvents, TaskOutcome, TaskRequest } from '../../src/engine/runners/runner';

export type FakeTask = {
  readonly request: TaskRequest;
  readonly events: TaskEvents;
  readonly jobId: string;
  isStopped: boolean;
};

/** Above the largest process id of any platform: a test must never signal a real process. */
const noProcess = 2 ** 30;

export class FakeRunner implements Runner {
  /** In the order in which they were started; those that ended are taken out. */
  readonly tasks: FakeTask[] = [];
  readonly startedJobIds: string[] = [];

  start(request: TaskRequest, events: TaskEvents): RunningTask {
    const jobId = request.environment.AWS_BATCH_JOB_ID ?? '';
    const task: FakeTask = { request, events, jobId, isStopped: false };
    this.tasks.push(task);
    this.startedJobIds.push(jobId);
    setImmediate(() => {
      if (this.tasks.includes(task)) events.onStarted(noProcess);
    });
    return {
      stop: () => {
        task.isStopped = true;
      },
    };
  }

  /** Ends the attempt of this job. */
  end(jobId: string, outcome: TaskOutcome = { exitCode: 0 }): void {
    const position = this.tasks.findIndex((task) => task.jobId === jobId);
    const [task] = position === -1 ? [] : this.tasks.splice(position, 1);
    if (task === undefined) throw new Error(`No attempt of ${jobId} runs; there are: ${this.jobIds().join(', ')}`);
    task.events.onEnded(outcome);
  }

  /** Whether the attempt of this job was asked to stop. */
  isStopped(jobId: string): boolean {
    return this.tasks.some((task) => task.jobId === jobId && task.isStopped);
  }

  jobIds(): readonly string[] {
    return this.tasks.map(({ jobId }) => jobId);
  }
}
