// The notifications of a bucket: which new objects are told to the one function that the engine has.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
import { randomUUID } from 'node:crypto';
import type {
  GetBucketNotificationConfigurationCommandInput,
  GetBucketNotificationConfigurationCommandOutput,
  LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommandInput,
  PutBucketNotificationConfigurationCommandOutput,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { invalidArgument } from './errors';
import { anyCreation, nameOf, part, triggerArn } from './notificationRules';
import type { S3Operation } from './operation';

const knownEvents = new Set([
  anyCreation,
  's3:ObjectCreated:Put',
  's3:ObjectCreated:Post',
  's3:ObjectCreated:Copy',
  's3:ObjectCreated:CompleteMultipartUpload',
]);

type PutInput = PutBucketNotificationConfigurationCommandInput;

export const putBucketNotificationConfiguration: S3Operation<
  PutInput,
  PutBucketNotificationConfigurationCommandOutput
> = (input, { s3, accountId }) => {
  const { region } = s3.bucket(input.Bucket);
  const given = input.NotificationConfiguration ?? {};
  if (given.EventBridgeConfiguration !== undefined)
    throw new ApiError('NotImplemented', 'The local engine does not implement events to Amazon EventBridge.', 501);
  const elsewhere = [
    ...(given.QueueConfigurations ?? []).map(({ QueueArn }) => QueueArn),
    ...(given.TopicConfigurations ?? []).map(({ TopicArn }) => TopicArn),
  ];
  if (elsewhere.length > 0) throw unknownDestination(elsewhere[0], region, accountId);
  const rules = (given.LambdaFunctionConfigurations ?? []).map((rule) => checkRule(rule, region, accountId));
  rules.forEach((rule, index) => {
    for (const other of rules.slice(0, index)) checkApart(rule, other);
  });
  s3.setNotifications(input.Bucket, rules);
  return { output: {} };
};

export const getBucketNotificationConfiguration: S3Operation<
  GetBucketNotificationConfigurationCommandInput,
  GetBucketNotificationConfigurationCommandOutput
> = ({ Bucket }, { s3 }) => {
  const { notifications } = s3.bucket(Bucket);
  return { output: notifications === undefined ? {} : { LambdaFunctionConfigurations: [...notifications] } };
};

function checkRule(rule: LambdaFunctionConfiguration, region: string, accountId: string): LambdaFunctionConfiguration {
  const { LambdaFunctionArn, Events = [], Filter, Id = randomUUID() } = rule;
  if (LambdaFunctionArn !== triggerArn(region, accountId))
    throw unknownDestination(LambdaFunctionArn, region, accountId);
  if (Events.length === 0) throw new ApiError('MalformedXML', `The configuration ${Id} names no event.`);
  for (const event of Events) {
    if (!knownEvents.has(event))
      throw invalidArgument(
        'Event',
        event,
        `The local engine tells of s3:ObjectCreated events only, not of "${event}".`,
      );
  }
  const names = (Filter?.Key?.FilterRules ?? []).map(nameOf);
  for (const name of names) {
    if (name !== 'prefix' && name !== 'suffix')
      throw invalidArgument('FilterRule.Name', name, 'filter rule name must be either prefix or suffix');
  }
  if (new Set(names).size < names.length)
    throw invalidArgument('FilterRule.Name', names.join(), 'A filter takes one prefix and one suffix at most.');
  return { Id, LambdaFunctionArn, Events, ...(Filter !== undefined && { Filter }) };
}

/** One event must not be told twice. */
function checkApart(one: LambdaFunctionConfiguration, other: LambdaFunctionConfiguration): void {
  if (one.Id === other.Id)
    throw invalidArgument('Id', one.Id ?? '', 'Two configurations have the same Id: each needs its own.');
  const [all, others] = [one.Events ?? [], other.Events ?? []];
  const sharesEvent =
    all.some((event) => others.includes(event)) || all.includes(anyCreation) || others.includes(anyCreation);
  const [prefix, otherPrefix] = [part(one, 'prefix'), part(other, 'prefix')];
  const [suffix, otherSuffix] = [part(one, 'suffix'), part(other, 'suffix')];
  const prefixesMeet = prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix);
  const suffixesMeet = suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix);
  if (!sharesEvent || !prefixesMeet || !suffixesMeet) return;
  throw invalidArgument(
    'Filter',
    one.Id ?? '',
    `Configurations overlap: ${one.Id ?? ''} and ${other.Id ?? ''} would be told of the same events.`,
  );
}

function unknownDestination(arn: string | undefined, region: string, accountId: string): ApiError {
  const text = 'Unable to validate the following destination configurations';
  const only = `the local engine has the function ${triggerArn(region, accountId)} only`;
  return invalidArgument(arn ?? '', arn ?? '', `${text}: ${arn ?? 'none'}; ${only}.`);
}
