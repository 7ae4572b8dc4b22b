// A job of AWS Batch as lists and details tell of it.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
import type { JobArray } from './arrayJob';
import type { Attempt } from './attempt';
import type { ConsumableWish } from './consumableResource';
import type { ContainerSettings } from './jobDefinition';
import type { JobStatus } from './jobStatus';

/** What a list tells of a job. Times are milliseconds since 1970. */
export type JobSummary = {
  readonly jobId: string;
  readonly jobName: string;
  readonly status: JobStatus;
  /** Why it waits or how it ended, in the service's words. */
  readonly statusReason?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly exitCode?: number;
  /** The container's own reason, such as `OutOfMemoryError: …`. */
  readonly reason?: string;
  readonly array?: JobArray;
  readonly jobArn?: string;
  /** ARN with the revision. */
  readonly jobDefinition?: string;
  /** In a fair-share queue: whose share it counts for. */
  readonly shareIdentifier?: string;
  /** It was cancelled or terminated; its state may show that later. */
  readonly isStopping?: boolean;
  /** Of a multi-node parallel job: how many nodes it has. */
  readonly nodeCount?: number;
};

/** A job that has to succeed first, or with SEQUENTIAL alone the child before. */
export type JobDependency = {
  readonly jobId?: string;
  /** `N_TO_N` or `SEQUENTIAL`. */
  readonly type?: string;
};

/** What a description adds. */
export type Job = JobSummary & {
  readonly jobQueue: string;
  /** ARN with the revision. */
  readonly jobDefinition: string;
  /** Finished attempts, oldest first. */
  readonly attempts: readonly Attempt[];
  /** Where the log of the attempts is; undefined when it does not go to CloudWatch Logs. */
  readonly logGroupName?: string;
  /** Of the latest attempt; absent before it runs. */
  readonly logStreamName?: string;
  readonly dependsOn: readonly JobDependency[];
  readonly container?: ContainerSettings;
  /** What its container is told, the variables of AWS Batch not among them. Values may be secrets: never logged. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Attempts in all. */
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  /** `EC2`, `FARGATE` …; empty means EC2. */
  readonly platforms?: readonly string[];
  /** Of the latest attempt, of ECS. */
  readonly taskArn?: string;
  /** Of the machine of the latest attempt, on EC2. */
  readonly containerInstanceArn?: string;
  /** `X86_64` unless told otherwise. */
  readonly cpuArchitecture?: string;
  /** `LINUX` unless told otherwise. */
  readonly operatingSystem?: string;
  /** Its log group is made when it is not there. */
  readonly createsLogGroup?: boolean;
  /** Absent or empty: none. */
  readonly consumables?: readonly ConsumableWish[];
  readonly jobRoleArn?: string;
  readonly executionRoleArn?: string;
};
