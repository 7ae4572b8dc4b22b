// Where the output of an attempt goes in CloudWatch Logs.
// https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html
import type { ContainerProperties } from '@aws-sdk/client-batch';

export const defaultLogGroup = '/aws/batch/job';

export type LogTarget = { readonly group: string; readonly stream: string };

/** @returns undefined for log drivers that do not write to CloudWatch Logs. */
export function logTarget(
  { logConfiguration }: ContainerProperties,
  jobDefinitionArn: string,
  taskId: string,
): LogTarget | undefined {
  if (logConfiguration?.logDriver !== undefined && logConfiguration.logDriver !== 'awslogs') return undefined;
  const options = logConfiguration?.options ?? {};
  // `…:job-definition/<name>:<revision>`
  const definitionName = /\/([^/:]+):\d+$/.exec(jobDefinitionArn)?.[1] ?? 'job';
  const prefix = options['awslogs-stream-prefix'] ?? definitionName;
  return { group: options['awslogs-group'] ?? defaultLogGroup, stream: `${prefix}/default/${taskId}` };
}
