// PutRetentionPolicy and DeleteRetentionPolicy.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
import { constraintFailed, groupNamed } from '../checks';
import type { LogsOperation } from '../context';

const allowedDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

type PutInput = { readonly logGroupName: string; readonly retentionInDays: number };

export const putRetentionPolicy: LogsOperation<PutInput, object> = ({ logGroupName, retentionInDays }, context) => {
  const { name } = groupNamed(logGroupName, context);
  if (!allowedDays.includes(retentionInDays)) {
    throw constraintFailed(retentionInDays, 'retentionInDays', `satisfy enum value set: [${allowedDays.join(', ')}]`);
  }
  context.logs.catalog.changeGroup(name, { retentionInDays });
  return {};
};

export const deleteRetentionPolicy: LogsOperation<{ readonly logGroupName: string }, object> = (input, context) => {
  const { name } = groupNamed(input.logGroupName, context);
  context.logs.catalog.changeGroup(name, { retentionInDays: null });
  return {};
};
