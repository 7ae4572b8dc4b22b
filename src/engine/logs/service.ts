// The CloudWatch Logs API of the engine: the table of its operations.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
import type { Service } from '../http';
import { awsJsonService } from '../wire/awsJson';
import { logsModel } from '../wire/model';
import type { Logs } from './logs';

/** @param logsOf gives the logs of the region that signed the request. */
export function logsService(_logsOf: (region: string) => Logs, _accountId: string): Service {
  return awsJsonService(logsModel, () => undefined);
}
