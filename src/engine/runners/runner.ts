// What runs the attempts of jobs: the port between the scheduler and processes or containers.

export type TaskRequest = {
  /** 32 hex digits, unique for each attempt. */
  readonly taskId: string;
  readonly image: string;
  /** Empty: the image's own command. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** An empty folder of the attempt's own; the caller removes it. */
  readonly workFolder: string;
};

export type TaskOutcome = {
  /** Absent when the command never ran. 128 + n for a command that signal n ended. */
  readonly exitCode?: number;
  /** Like ECS says it, e.g. `CannotPullContainerError: …`. */
  readonly reason?: string;
};

export interface TaskEvents {
  /** The command runs. */
  onStarted(pid: number): void;
  /** Whole lines of stdout and stderr, in order. The runner waits with reading until it returns. */
  onLines(lines: readonly string[]): void;
  /** Called once, last. All output was delivered before. */
  onEnded(outcome: TaskOutcome): void;
}

export interface RunningTask {
  /** Asks the whole process tree to end, and makes it end after the grace time. */
  stop(graceMs: number): void;
}

export interface Runner {
  start(request: TaskRequest, events: TaskEvents): RunningTask;
}
