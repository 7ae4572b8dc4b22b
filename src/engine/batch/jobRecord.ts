// What is kept of a job.
import type {
  AttemptDetail,
  ContainerProperties,
  JobDependency,
  JobStatus,
  JobTimeout,
  PlatformCapability,
  RetryStrategy,
} from '@aws-sdk/client-batch';

/** What was asked for, after the definition and the overrides were merged. Children share their parent's. */
export type JobSpec = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly dependsOn: readonly JobDependency[];
  /** The definition's container with the overrides applied; `command` still holds its `Ref::` tokens. */
  readonly container: ContainerProperties;
  readonly retryStrategy?: RetryStrategy;
  readonly timeout?: JobTimeout;
  readonly tags: Readonly<Record<string, string>>;
  readonly propagateTags: boolean;
  readonly platformCapabilities: readonly PlatformCapability[];
  readonly shareIdentifier?: string;
  readonly schedulingPriority?: number;
  readonly vcpus: number;
  readonly memoryMiB: number;
};

/** The attempt that is being made, or was made last. */
export type Task = {
  readonly taskId: string;
  readonly computeEnvironment: string;
  readonly logStreamName?: string;
  /** Of the attempt's process, and the time it started, so that another process with the same id is never killed. */
  readonly pid?: number;
  readonly processStartedAt?: string;
};

export type JobRecord = {
  /** `<uuid>`, or `<uuid>:<index>` of an array's child. */
  readonly jobId: string;
  /** Grows with each job of the region: the order of submission. */
  readonly seq: number;
  readonly jobName: string;
  readonly jobQueue: string;
  readonly jobDefinition: string;
  readonly status: JobStatus;
  readonly statusReason?: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly isCancelled?: boolean;
  readonly isTerminated?: boolean;
  /** The text of the cancel or terminate call: it becomes the statusReason when the job ends. */
  readonly endReason?: string;
  /** Since when the job has stood at the head of its queue with the statusReason that it has. */
  readonly blockedSince?: number;
  readonly attempts: readonly AttemptDetail[];
  readonly task?: Task;
  readonly exitCode?: number;
  readonly reason?: string;
  /** Array parent: how many children. */
  readonly arraySize?: number;
  /** Array child: its parent and its place. */
  readonly parentId?: string;
  readonly index?: number;
  /** Absent in a child. */
  readonly spec?: JobSpec;
};
