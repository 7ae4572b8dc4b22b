// The tags of log groups: TagResource, UntagResource, ListTagsForResource, and their older forms that take a name.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html
import type { GroupRecord } from '../catalog';
import { checkCount, constraintFailed, groupNamed, invalidParameter, notFound } from '../checks';
import type { LogsContext, LogsOperation } from '../context';

type Tags = Readonly<Record<string, string>>;
type ByArn = { readonly resourceArn: string };
type ByName = { readonly logGroupName: string };

const maxTags = 50;
const keyForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const valueForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

export const tagResource: LogsOperation<ByArn & { readonly tags: Tags }, object> = ({ resourceArn, tags }, context) =>
  tag(groupOfArn(resourceArn, context), tags, context);

export const untagResource: LogsOperation<ByArn & { readonly tagKeys: readonly string[] }, object> = (input, context) =>
  untag(groupOfArn(input.resourceArn, context), input.tagKeys, context);

export const listTagsForResource: LogsOperation<ByArn, object> = ({ resourceArn }, context) => ({
  tags: groupOfArn(resourceArn, context).tags ?? {},
});

export const tagLogGroup: LogsOperation<ByName & { readonly tags: Tags }, object> = ({ logGroupName, tags }, context) =>
  tag(groupNamed(logGroupName, context), tags, context);

export const untagLogGroup: LogsOperation<ByName & { readonly tags: readonly string[] }, object> = (input, context) =>
  untag(groupNamed(input.logGroupName, context), input.tags, context);

export const listTagsLogGroup: LogsOperation<ByName, object> = ({ logGroupName }, context) => ({
  tags: groupNamed(logGroupName, context).tags ?? {},
});

/** 1 to 50 tags, keys of 1 to 128 and values of up to 256 characters, no key in the `aws:` namespace. */
export function checkTags(tags: Tags): void {
  checkCount(Object.keys(tags), 'tags', maxTags);
  for (const [key, value] of Object.entries(tags)) {
    if (!keyForm.test(key))
      throw constraintFailed(key, 'tags', `satisfy regular expression pattern: ${keyForm.source}`);
    if (/^aws:/i.test(key)) throw invalidParameter(`The tag key "${key}" must not begin with aws:.`);
    if (!valueForm.test(value)) {
      throw constraintFailed(value, `tags.${key}`, `satisfy regular expression pattern: ${valueForm.source}`);
    }
  }
}

function tag({ name, tags = {} }: GroupRecord, added: Tags, { logs }: LogsContext): object {
  checkTags(added);
  const all = { ...tags, ...added };
  checkCount(Object.keys(all), 'tags', maxTags);
  logs.catalog.changeGroup(name, { tags: all });
  return {};
}

function untag({ name, tags = {} }: GroupRecord, keys: readonly string[], { logs }: LogsContext): object {
  const rest = Object.entries(tags).filter(([key]) => !keys.includes(key));
  logs.catalog.changeGroup(name, { tags: rest.length === 0 ? null : Object.fromEntries(rest) });
  return {};
}

function groupOfArn(arn: string, context: LogsContext): GroupRecord {
  const name = context.arns.groupName(arn);
  if (name !== undefined) return groupNamed(name, context);
  if (/^arn:[\w-]+:logs:[\w-]*:\d*:log-group:/.test(arn)) throw notFound('The specified log group does not exist.');
  throw invalidParameter(
    `"${arn.slice(0, 600)}" is not the ARN of a log group: arn:aws:logs:REGION:ACCOUNT:log-group:NAME`,
  );
}
