// The CloudWatch Logs API of the engine: the table of its operations.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
import type { Service } from '../http';
import { awsJsonService } from '../wire/awsJson';
import { logsModel } from '../wire/model';
import { Arns } from './arns';
import type { LogsOperation } from './context';
import type { Logs } from './logs';
import { createLogGroup } from './operations/createLogGroup';
import { deleteLogGroup, putLogGroupDeletionProtection } from './operations/deleteLogGroup';
import { describeLogGroups } from './operations/describeLogGroups';
import { describeLogStreams } from './operations/describeLogStreams';
import { filterLogEvents } from './operations/filterLogEvents';
import { getLogEvents } from './operations/getLogEvents';
import { listLogGroups } from './operations/listLogGroups';
import { createLogStream, deleteLogStream } from './operations/logStreams';
import { putLogEvents } from './operations/putLogEvents';
import { deleteRetentionPolicy, putRetentionPolicy } from './operations/retentionPolicy';
import { startLiveTail } from './operations/startLiveTail';
import {
  listTagsForResource,
  listTagsLogGroup,
  tagLogGroup,
  tagResource,
  untagLogGroup,
  untagResource,
} from './operations/tags';

type AnyOperation = LogsOperation<never, object>;

/** THE operation table: what is not in it answers 501 with its name. */
export const logsOperations: Readonly<Record<string, AnyOperation>> = {
  CreateLogGroup: createLogGroup,
  DeleteLogGroup: deleteLogGroup,
  PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
  DescribeLogGroups: describeLogGroups,
  ListLogGroups: listLogGroups,
  CreateLogStream: createLogStream,
  DeleteLogStream: deleteLogStream,
  DescribeLogStreams: describeLogStreams,
  PutLogEvents: putLogEvents,
  GetLogEvents: getLogEvents,
  FilterLogEvents: filterLogEvents,
  StartLiveTail: startLiveTail,
  PutRetentionPolicy: putRetentionPolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: listTagsForResource,
  TagLogGroup: tagLogGroup,
  UntagLogGroup: untagLogGroup,
  ListTagsLogGroup: listTagsLogGroup,
};

/** @param logsOf gives the logs of the region that signed the request. */
export function logsService(logsOf: (region: string) => Logs, accountId: string): Service {
  return awsJsonService(logsModel, (name, input, call) => {
    const operation = Object.hasOwn(logsOperations, name) ? logsOperations[name] : undefined;
    if (operation === undefined) return undefined;
    const { region } = call.signed;
    const logs = logsOf(region);
    return Promise.resolve(
      operation(input as never, { logs, arns: new Arns(region, accountId), clock: logs.clock }, call),
    );
  });
}
