// What runs the attempts of jobs: the port between the scheduler and processes or containers.
import type { ContainerProperties } from '@aws-sdk/client-batch';

/** A command to run. */
export type CommandRequest = {
  /** 32 hex digits, unique for each attempt. */
  readonly taskId: string;
  readonly command: readonly string[];
  /** Of the job; nothing of this machine. */
  readonly environment: Readonly<Record<string, string>>;
  /** An empty folder of the attempt's own; the caller removes it. */
  readonly workFolder: string;
};

/** An attempt of a job. An empty command is the image's own. */
export type TaskRequest = CommandRequest & {
  readonly image: string;
  /** What else the definition says of a container: user, volumes, limits of processes … */
  readonly container: ContainerProperties;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** vCPUs are a limit there; elsewhere a share of what the others leave. */
  readonly isFargate: boolean;
};

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerDetail.html: reason, "up to 255 characters". */
export const maxReasonLength = 255;

export type TaskOutcome = {
  /** Absent when the command never ran. 128 + n for a command that signal n ended. */
  readonly exitCode?: number;
  /** Like ECS says it, e.g. `CannotPullContainerError: …`. */
  readonly reason?: string;
  /** What ran the command is gone: as when AWS loses an instance. */
  readonly isHostLost?: boolean;
};

export interface TaskEvents {
  /** The command runs. @param pid of its process; undefined in a container */
  onStarted(pid: number | undefined): void;
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
