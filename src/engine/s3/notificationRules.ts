// The rules by which a bucket tells of new objects: which of them wants to hear of one.
import type { FilterRule, LambdaFunctionConfiguration } from '@aws-sdk/client-s3';

/** How an object came to be, in the words of the events. */
export type Creation = 'Put' | 'Copy' | 'CompleteMultipartUpload';

export const triggerFunction = 'aws-batch-pipeline-trigger';

/** Matches each way in which an object comes to be. */
export const anyCreation = 's3:ObjectCreated:*';
/** The first of them that wants to hear of this object; there is one at most for an event. */
export function findNotification(
  rules: readonly LambdaFunctionConfiguration[],
  key: string,
  creation: Creation,
): LambdaFunctionConfiguration | undefined {
  return rules.find(
    (rule) =>
      (rule.Events ?? []).some((event) => event === anyCreation || event === `s3:ObjectCreated:${creation}`) &&
      key.startsWith(part(rule, 'prefix')) &&
      key.endsWith(part(rule, 'suffix')),
  );
}

export function triggerArn(region: string, accountId: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${triggerFunction}`;
}

/** Empty when the rule has none. */
export function part({ Filter }: LambdaFunctionConfiguration, name: 'prefix' | 'suffix'): string {
  return (Filter?.Key?.FilterRules ?? []).find((rule) => nameOf(rule) === name)?.Value ?? '';
}

/** AWS takes any case. */
export function nameOf({ Name }: FilterRule): string {
  return String(Name).toLowerCase();
}
