// DeleteLogGroup, and PutLogGroupDeletionProtection, which allows or refuses it.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
import { ApiError } from '../../apiError';
import { groupIdentified, groupNamed } from '../checks';
import type { LogsOperation } from '../context';

export const deleteLogGroup: LogsOperation<{ readonly logGroupName: string }, object> = async (input, context) => {
  const { name, isDeletionProtected } = groupNamed(input.logGroupName, context);
  if (isDeletionProtected) {
    throw new ApiError(
      'ValidationException',
      `The log group ${name} is protected from deletion: disable its deletion protection first.`,
    );
  }
  await context.logs.deleteGroup(name);
  return {};
};

type ProtectionInput = { readonly logGroupIdentifier: string; readonly deletionProtectionEnabled: boolean };

export const putLogGroupDeletionProtection: LogsOperation<ProtectionInput, object> = (input, context) => {
  const { name } = groupIdentified(input.logGroupIdentifier, context);
  context.logs.catalog.changeGroup(name, { isDeletionProtected: input.deletionProtectionEnabled || null });
  return {};
};
