// DescribeLogGroups.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
import { checkCount, checkLength, groupIdentified, invalidParameter } from '../checks';
import type { GroupRecord } from '../catalog';
import type { LogsContext, LogsOperation } from '../context';
import { type ListInput, decodePlace, firstPage, limitOf } from '../listing';
import { pauser } from '../pause';

type Input = ListInput & {
  readonly logGroupNamePrefix?: string;
  readonly logGroupNamePattern?: string;
  readonly logGroupClass?: string;
  readonly logGroupIdentifiers?: readonly string[];
};

export const describeLogGroups: LogsOperation<Input, object> = async (input, context) => {
  const limit = limitOf(input, 50);
  const { page, nextToken } = firstPage(found(input, context), limit, ({ name }) => name);
  const pause = pauser();
  const logGroups: object[] = [];
  for (const group of page) logGroups.push(await describe(group, context, pause));
  return { logGroups, ...(nextToken !== undefined && { nextToken }) };
};

function* found(input: Input, context: LogsContext): Iterable<GroupRecord> {
  const { logGroupNamePrefix: prefix = '', logGroupNamePattern: part = '', logGroupClass, nextToken } = input;
  if (input.logGroupNamePrefix !== undefined) checkLength(prefix, 'logGroupNamePrefix', 1, 512);
  if (prefix !== '' && part !== '') {
    throw invalidParameter('logGroupNamePrefix and logGroupNamePattern exclude each other: give one of them.');
  }
  const after = decodePlace(nextToken);
  const groups = input.logGroupIdentifiers ? identified(input, context) : context.logs.catalog.groups(after);
  for (const group of groups) {
    if (!group.name.startsWith(prefix) || !group.name.includes(part)) continue;
    if (logGroupClass !== undefined && logGroupClass !== (group.logGroupClass ?? 'STANDARD')) continue;
    yield group;
  }
}

function identified({ logGroupIdentifiers = [], ...others }: Input, context: LogsContext): GroupRecord[] {
  checkCount(logGroupIdentifiers, 'logGroupIdentifiers', 50);
  if (others.logGroupNamePrefix ?? others.logGroupNamePattern ?? others.logGroupClass) {
    throw invalidParameter('logGroupIdentifiers cannot be combined with another filter.');
  }
  return logGroupIdentifiers.map((identifier) => groupIdentified(identifier, context));
}

async function describe(group: GroupRecord, { logs, arns }: LogsContext, pause: () => Promise<void>): Promise<object> {
  const { name, createdAt, retentionInDays, kmsKeyId } = group;
  let storedBytes = 0;
  for (const stream of logs.catalog.streams(name)) {
    storedBytes += logs.logOf(stream).sizeBytes;
    await pause();
  }
  return {
    logGroupName: name,
    creationTime: createdAt,
    metricFilterCount: 0,
    arn: `${arns.group(name)}:*`,
    storedBytes,
    logGroupClass: group.logGroupClass ?? 'STANDARD',
    logGroupArn: arns.group(name),
    deletionProtectionEnabled: group.isDeletionProtected ?? false,
    ...(retentionInDays !== undefined && { retentionInDays }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  };
}
