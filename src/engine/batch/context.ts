// What a Batch operation works with: one region's state and the means to change it.
import type { Clock } from '../clock';
import type { Arns } from './arns';
import type { Lifecycle } from './lifecycle';
import type { Scheduler } from './scheduler';
import type { BatchState } from './state';

export type BatchContext = {
  readonly state: BatchState;
  readonly arns: Arns;
  readonly clock: Clock;
  readonly lifecycle: Pick<Lifecycle, 'judgeLater' | 'cancel' | 'terminate'>;
  readonly scheduler: Pick<Scheduler, 'wake' | 'endJobsOfQueue' | 'frontOfQueue' | 'fairShareOf' | 'policyOf'>;
};

/**
 * One operation of the API. The input has the model's types and its required members; everything else is the
 * operation's to check. It commits its changes before it returns.
 * @throws ApiError `ClientException` (400) for what the caller did wrong.
 */
export type BatchOperation<Input, Output extends object> = (input: Input, context: BatchContext) => Output;
