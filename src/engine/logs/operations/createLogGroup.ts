// CreateLogGroup.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
import { ApiError } from '../../apiError';
import { checkGroupName, constraintFailed } from '../checks';
import type { LogsOperation } from '../context';
import { checkTags } from './tags';

type Input = {
  readonly logGroupName: string;
  readonly kmsKeyId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly logGroupClass?: string;
  readonly deletionProtectionEnabled?: boolean;
};

const classes = ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'];

export const createLogGroup: LogsOperation<Input, object> = (input, { logs }) => {
  const { logGroupName: name, kmsKeyId, tags, logGroupClass, deletionProtectionEnabled } = input;
  checkGroupName(name);
  if (tags !== undefined) checkTags(tags);
  if (logGroupClass !== undefined && !classes.includes(logGroupClass)) {
    throw constraintFailed(logGroupClass, 'logGroupClass', `satisfy enum value set: [${classes.join(', ')}]`);
  }
  if (logs.catalog.group(name) !== undefined) {
    throw new ApiError('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  logs.catalog.createGroup({
    name,
    ...(tags && { tags }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(logGroupClass !== undefined && { logGroupClass }),
    ...(deletionProtectionEnabled && { isDeletionProtected: true }),
  });
  return {};
};
