// The SDK's shapes as the app's own. Members that are missing stay missing; words that are not known pass as they are.
import type * as Sdk from '@aws-sdk/client-batch';
import { type JobArray, statusCounts } from '../core/arrayJob';
import type { Attempt } from '../core/attempt';
import type { Job, JobSummary } from '../core/job';

/** Where the logs of jobs go unless the definition says otherwise. */
const defaultLogGroup = '/aws/batch/job';

export function toJobSummary(summary: Sdk.JobSummary): JobSummary {
  return {
    jobId: summary.jobId ?? '',
    jobName: summary.jobName ?? '',
    status: summary.status ?? 'UNKNOWN',
    statusReason: summary.statusReason,
    createdAt: summary.createdAt,
    startedAt: summary.startedAt,
    stoppedAt: summary.stoppedAt,
    exitCode: summary.container?.exitCode,
    reason: summary.container?.reason,
    array: summary.arrayProperties === undefined ? undefined : toJobArray(summary.arrayProperties),
  };
}

export function toJob(detail: Sdk.JobDetail): Job {
  const { container } = detail;
  return {
    // A detail has all members of a summary, under the same names.
    ...toJobSummary(detail),
    jobQueue: detail.jobQueue ?? '',
    jobDefinition: detail.jobDefinition ?? '',
    attempts: (detail.attempts ?? []).map(toAttempt),
    logGroupName: logGroupOf(container?.logConfiguration),
    logStreamName: container?.logStreamName,
  };
}

function toJobArray({
  size,
  index,
  statusSummary,
}: Sdk.ArrayPropertiesDetail | Sdk.ArrayPropertiesSummary): JobArray | undefined {
  return { size, index, counts: statusSummary === undefined ? undefined : statusCounts(statusSummary) };
}

function toAttempt({ startedAt, stoppedAt, statusReason, container }: Sdk.AttemptDetail): Attempt {
  return {
    startedAt,
    stoppedAt,
    statusReason,
    exitCode: container?.exitCode,
    reason: container?.reason,
    logStreamName: container?.logStreamName,
  };
}

/** https://docs.aws.amazon.com/batch/latest/userguide/using_awslogs.html */
function logGroupOf(configuration: Sdk.LogConfiguration | undefined): string | undefined {
  if (configuration === undefined) return defaultLogGroup;
  if (configuration.logDriver !== 'awslogs') return undefined;
  return configuration.options?.['awslogs-group'] ?? defaultLogGroup;
}
