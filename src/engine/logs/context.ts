// What a CloudWatch Logs operation works with: one region's logs and the names in its ARNs.
import type { Clock } from '../clock';
import type { ServiceCall } from '../http';
import type { Arns } from './arns';
import type { Logs } from './logs';

export type LogsContext = {
  readonly logs: Logs;
  readonly arns: Arns;
  readonly clock: Clock;
};

/**
 * One operation of the API. The input has the model's types and its required members; everything else is the
 * operation's to check. What it changes is on disk before it returns.
 * @throws ApiError `InvalidParameterException`, `ResourceNotFoundException` … for what the caller did wrong.
 */
export type LogsOperation<Input, Output extends object> = (
  input: Input,
  context: LogsContext,
  call: ServiceCall,
) => Output | Promise<Output>;
