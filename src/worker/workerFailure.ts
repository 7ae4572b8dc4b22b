// How the worker fails: one message for the job's log, and the exit code that Batch records.
import { constants } from 'node:os';

export class WorkerFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Wrong arguments or environment: another try with the same job would fail the same way. */
export const usageExitCode = 2;

/** Exit code of a process that a signal ended, as a shell gives it. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
