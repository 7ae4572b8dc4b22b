// ListLogGroups.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html
import type { GroupRecord } from '../catalog';
import { constraintFailed } from '../checks';
import type { LogsContext, LogsOperation } from '../context';
import { type ListInput, decodePlace, firstPage, limitOf } from '../listing';

type Input = ListInput & {
  /** Up to five prefixes (`^a`) and parts of names, separated by `|`. */
  readonly logGroupNamePattern?: string;
  readonly logGroupClass?: string;
  readonly logGroupTags?: readonly TagFilter[];
  readonly dataSources?: readonly unknown[];
  readonly fieldIndexNames?: readonly string[];
};

type TagFilter = { readonly key: string; readonly values?: readonly string[] };

const namePart = String.raw`\^?[.\-_/#A-Za-z0-9]{3,24}`;
const patternForm = new RegExp(`^${namePart}(\\|${namePart}){0,4}$`);

export const listLogGroups: LogsOperation<Input, object> = (input, context) => {
  const limit = limitOf(input, 1000);
  const { page, nextToken } = firstPage(found(input, context), limit, ({ name }) => name);
  return {
    logGroups: page.map(({ name, logGroupClass }) => ({
      logGroupName: name,
      logGroupArn: context.arns.group(name),
      logGroupClass: logGroupClass ?? 'STANDARD',
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
};

function* found(input: Input, { logs }: LogsContext): Iterable<GroupRecord> {
  const { logGroupNamePattern: pattern, logGroupClass, logGroupTags = [], nextToken } = input;
  if (pattern !== undefined && !patternForm.test(pattern)) {
    throw constraintFailed(pattern, 'logGroupNamePattern', `satisfy regular expression pattern: ${patternForm.source}`);
  }
  // Nothing here has a data source or a field index.
  if (input.dataSources?.length || input.fieldIndexNames?.length) return;
  const isNamed = nameTest(pattern);
  for (const group of logs.catalog.groups(decodePlace(nextToken))) {
    if (logGroupClass !== undefined && logGroupClass !== (group.logGroupClass ?? 'STANDARD')) continue;
    if (isNamed(group.name) && logGroupTags.every((filter) => hasTag(group, filter))) yield group;
  }
}

function nameTest(pattern: string | undefined): (name: string) => boolean {
  const parts = pattern?.split('|');
  if (parts === undefined) return () => true;
  return (name) => parts.some((part) => (part.startsWith('^') ? name.startsWith(part.slice(1)) : name.includes(part)));
}

function hasTag({ tags = {} }: GroupRecord, { key, values = [] }: TagFilter): boolean {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value !== undefined && (values.length === 0 || values.includes(value));
}
