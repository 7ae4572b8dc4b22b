// CreateLogStream and DeleteLogStream.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html
import { ApiError } from '../../apiError';
import { checkStreamName, groupNamed, streamOf } from '../checks';
import type { LogsOperation } from '../context';

type Input = { readonly logGroupName: string; readonly logStreamName: string };

export const createLogStream: LogsOperation<Input, object> = ({ logGroupName, logStreamName }, context) => {
  const group = groupNamed(logGroupName, context);
  checkStreamName(logStreamName);
  if (context.logs.catalog.stream(group.name, logStreamName) !== undefined) {
    throw new ApiError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  context.logs.createStream(group.name, logStreamName);
  return {};
};

export const deleteLogStream: LogsOperation<Input, object> = ({ logGroupName, logStreamName }, context) => {
  context.logs.deleteStream(streamOf(groupNamed(logGroupName, context), logStreamName, context));
  return {};
};
