// What a Batch operation works with: one region's state and the means to change it.
import type { Clock } from '../clock';
import type { Arns } from './arns';
import type { BatchState } from './state';

/** What operations ask of the scheduler. */
export interface SchedulerPort {
  /** Something changed that may let a job start or end: look again soon. */
  wake(): void;
  /** Stops the attempt of this job, if one is being made: SIGTERM, then SIGKILL. Its end is recorded later. */
  stopTask(jobId: string): void;
  /** Ends every job of a queue that is being deleted; the queue goes when the last of them has ended. */
  endJobsOfQueue(queueArn: string): void;
}

export type BatchContext = {
  readonly state: BatchState;
  readonly arns: Arns;
  readonly clock: Clock;
  readonly scheduler: SchedulerPort;
};

/**
 * One operation of the API. The input has the model's types and its required members; everything else is the
 * operation's to check. It commits its changes before it returns.
 * @throws ApiError `ClientException` (400) for what the caller did wrong.
 */
export type BatchOperation<Input, Output extends object> = (input: Input, context: BatchContext) => Output;
