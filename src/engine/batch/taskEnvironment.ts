// The environment of a job: what Batch sets, and what leads its AWS clients to the engine.
// https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html
import type { JobRecord, JobSpec, Task } from './jobRecord';

export type EngineAccess = {
  readonly endpoint: () => string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Leads a program's AWS clients to the engine; nothing of this machine. */
export function accessEnvironment(region: string, access: EngineAccess): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: access.endpoint(),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: access.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.secretAccessKey,
    // Live Tail's host prefix cannot be resolved in front of an IP address.
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

export function taskEnvironment(
  job: JobRecord,
  spec: JobSpec,
  task: Task,
  context: {
    readonly queue: string;
    readonly region: string;
    readonly arraySize?: number;
    readonly access: EngineAccess;
  },
): Readonly<Record<string, string>> {
  const own = (spec.container.environment ?? []).map(({ name = '', value = '' }): [string, string] => [name, value]);
  return {
    ...accessEnvironment(context.region, context.access),
    ...Object.fromEntries(own),
    AWS_BATCH_JOB_ID: job.jobId,
    AWS_BATCH_JOB_ATTEMPT: String(job.attempts.length + 1),
    AWS_BATCH_JQ_NAME: context.queue,
    AWS_BATCH_CE_NAME: task.computeEnvironment,
    ...(job.index === undefined
      ? {}
      : { AWS_BATCH_JOB_ARRAY_INDEX: String(job.index), AWS_BATCH_JOB_ARRAY_SIZE: String(context.arraySize) }),
  };
}
