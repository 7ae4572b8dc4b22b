// What the app needs of the world, in its own words. Nothing here knows the SDK, Node or VS Code.
import type { ComputeEnvironment } from '../core/computeEnvironment';
import type { AppError } from '../core/errors';
import type { ConsumableResource } from '../core/consumableResource';
import type { Job, JobSummary } from '../core/job';
import type { JobDefinition } from '../core/jobDefinition';
import type { JobQueue } from '../core/jobQueue';
import type { KnownJobStatus } from '../core/jobStatus';
import type { LogEvent } from '../core/logEvent';
import type { QueueFront } from '../core/queueFront';
import type { SchedulingPolicy } from '../core/schedulingPolicy';

/*
 * For every method: it rejects with an AppError (see core/errors.ts) when the service refuses or cannot be reached,
 * and with the signal's reason when the signal is aborted. Lists come as pages; an empty page may be followed by
 * others. Calls that change nothing are repeated by the gateway on passing trouble, calls that create are not.
 */

/** What SubmitJob is asked for. https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
export type SubmitJobRequest = {
  /** At most 128 letters, digits, hyphens and underscores; begins with a letter or digit. */
  readonly jobName: string;
  /** Name or ARN. */
  readonly jobQueue: string;
  /** Name (its latest active revision), `name:revision` or ARN. */
  readonly jobDefinition: string;
  /** 2 to 10,000; undefined for a plain job. */
  readonly arraySize?: number;
  /** Ids of jobs, or of whole arrays, that must succeed first; at most 20. */
  readonly dependsOnJobIds?: readonly string[];
  /** Added to the definition's environment; names may not begin with AWS_BATCH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whatever else SubmitJob takes, under its own names and sent as it is; what is said above goes before it. */
  readonly otherMembers?: Readonly<Record<string, unknown>>;
};

/** Which jobs to list. https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html */
export type JobSelector =
  /** Children of an array in one state; 1,000 a page; in no order that the service promises. */
  | { readonly arrayJobId: string; readonly status: KnownJobStatus }
  /** Jobs of a queue by name, in any state, newest first; case does not matter, `*` at the end stands for anything. */
  | { readonly jobQueue: string; readonly jobName: string };

/** Submitting jobs to AWS Batch, following and ending them. */
export interface BatchPort {
  /**
   * Submits once and never repeats by itself: SubmitJob has no idempotency token, a repeat may be a second job.
   * An error with `isAnswerLost` leaves open whether the job was made.
   */
  submitJob(request: SubmitJobRequest, signal: AbortSignal): Promise<{ readonly jobId: string }>;
  /** Any number of ids. Jobs that the service does not know (any longer) are left out. */
  describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]>;
  listJobs(selector: JobSelector, signal: AbortSignal): AsyncIterable<readonly JobSummary[]>;
  /** Ends a job in whatever state, an array with its children. No error for one that has ended. */
  terminateJob(jobId: string, reason: string, signal: AbortSignal): Promise<void>;
  /**
   * Ends up to 50 jobs with one call. https://docs.aws.amazon.com/batch/latest/APIReference/API_TerminateJobs.html
   * @returns those that were refused, each with its reason; it rejects when the call as a whole is refused.
   */
  terminateJobs(jobIds: readonly string[], reason: string, signal: AbortSignal): Promise<readonly RefusedJob[]>;
}

/** A job that a call for several was not carried out for. */
export type RefusedJob = { readonly jobId: string; readonly error: AppError };

/** A part of a list. It may be empty and yet be followed by others. */
export type Page<T> = {
  readonly items: readonly T[];
  /** Asks for what follows; undefined: that was all. */
  readonly nextToken?: string;
};

/** @param token of the page before; undefined: the first one. */
export type PageRequest = { readonly token?: string };

/** Jobs to list a page at a time. */
export type JobListing =
  | JobSelector
  /** Jobs of a queue (name or ARN) in one state; 1,000 a page; in no order that the service promises. */
  | { readonly jobQueue: string; readonly status: KnownJobStatus }
  /** Jobs of a queue in any state that are younger than this time (ms since 1970), newest first; 100 a page. */
  | { readonly jobQueue: string; readonly createdAfter: number };

/** Something that has a describe call of its own. */
export type ResourceName =
  | { readonly kind: 'job'; readonly jobId: string }
  /** Name or ARN. */
  | { readonly kind: 'jobQueue'; readonly name: string }
  /** Name or ARN. */
  | { readonly kind: 'computeEnvironment'; readonly name: string }
  /** `name:revision` or ARN. */
  | { readonly kind: 'jobDefinition'; readonly name: string }
  | { readonly kind: 'schedulingPolicy'; readonly arn: string };

/** Looking around in AWS Batch, page by page: nothing here changes anything. */
export interface BatchBrowserPort {
  fetchJobPage(listing: JobListing, page: PageRequest, signal: AbortSignal): Promise<Page<JobSummary>>;
  /** 100 a page. */
  fetchJobQueuePage(page: PageRequest, signal: AbortSignal): Promise<Page<JobQueue>>;
  /** 100 a page. */
  fetchComputeEnvironmentPage(page: PageRequest, signal: AbortSignal): Promise<Page<ComputeEnvironment>>;
  /** Revisions, 100 a page, in no order that the service promises. Undefined matches every name, every status. */
  fetchJobDefinitionPage(
    filter: { readonly name?: string; readonly status?: 'ACTIVE' | 'INACTIVE' },
    page: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<JobDefinition>>;
  /** 100 a page, each of which takes two calls where there are any: one lists them, one tells of them. */
  fetchSchedulingPolicyPage(page: PageRequest, signal: AbortSignal): Promise<Page<SchedulingPolicy>>;
  /** The jobs of a queue (name or ARN) that come next, and what it uses now. */
  fetchQueueFront(jobQueue: string, signal: AbortSignal): Promise<QueueFront>;
  /** @param resource name or ARN */
  fetchConsumableResource(resource: string, signal: AbortSignal): Promise<ConsumableResource>;
  /** What the service tells of one resource, with all its members as they are. @throws AppError `notFound` */
  fetchRaw(resource: ResourceName, signal: AbortSignal): Promise<unknown>;
}

export type LogPosition = {
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Where an earlier page ended: what follows is read. Undefined: from the beginning, or the end, see `from`. */
  readonly token?: string;
  /** Without a token: `head` reads the oldest events, `tail` the newest. */
  readonly from: 'head' | 'tail';
  /** The `earlierToken` of another page: what stands before that one is read, whatever `token` and `from` say. */
  readonly before?: string;
  /** 1 to 10,000 events; fewer may come, even none with more to follow. */
  readonly limit: number;
};

export type LogPage = {
  /** Oldest first. */
  readonly events: readonly LogEvent[];
  /** Equal to the token of the request: there is nothing more for now. */
  readonly nextToken: string;
  /** Equal to `before` of the request, or absent: there is nothing earlier. */
  readonly earlierToken?: string;
};

export type LiveTailPlace = {
  readonly logGroupArn: string;
  /** Of the names of the streams that are watched, those that come into being meanwhile among them. */
  readonly streamPrefix: string;
};

export type LiveTailUpdate = {
  /** What was written since the last update, by time. */
  readonly events: readonly (LogEvent & { readonly logStreamName: string })[];
  /** More was written than an update may hold (500 events): these are some of them. */
  readonly isSampled: boolean;
};

/** CloudWatch Logs. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export interface LogsPort {
  /** `notFound` until the job has written its first line. */
  fetchLogPage(position: LogPosition, signal: AbortSignal): Promise<LogPage>;
}

/** Lines as they are written. */
export interface LiveTailPort {
  /**
   * What is written from the first update on (which may be empty), about once a second. AWS charges each
   * minute of it, and ends it after three hours.
   * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
   */
  watchLog(place: LiveTailPlace, signal: AbortSignal): AsyncIterable<LiveTailUpdate>;
}

export type ObjectAddress = { readonly bucket: string; readonly key: string };

export type Upload = ObjectAddress & {
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Of the content, or close to it: chooses how large the parts are. */
  readonly sizeBytes: number;
  /** Told now and then how many bytes have arrived. */
  readonly onSent?: (sentBytes: number) => void;
};

export type OpenObject = {
  readonly sizeBytes: number;
  /** Can be read once. A broken connection is taken up again where it broke. */
  readonly chunks: AsyncIterable<Uint8Array>;
};

export type StoredObject = {
  readonly key: string;
  readonly sizeBytes: number;
};

/** Amazon S3. https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html */
export interface StoragePort {
  /** Writes a small object whole. */
  putObject(address: ObjectAddress, body: string | Uint8Array, signal: AbortSignal): Promise<void>;
  /**
   * Writes an object of any size with bounded memory. When the content throws, or the signal is aborted, nothing is
   * written and no parts are left; if they cannot be removed the error says so.
   */
  upload(upload: Upload, signal: AbortSignal): Promise<void>;
  /** `notFound` when there is no such object; `invalid` (code PreconditionFailed) when it is not the one with the etag. */
  openObject(address: ObjectAddress & { readonly etag?: string }, signal: AbortSignal): Promise<OpenObject>;
  /** Undefined when there is no such object. */
  headObject(address: ObjectAddress, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** In the order of the keys' bytes. */
  listObjects(bucket: string, prefix: string, signal: AbortSignal): AsyncIterable<readonly StoredObject[]>;
  /** Names of all buckets of the account, of whatever region. */
  listBuckets(signal: AbortSignal): Promise<readonly string[]>;
  /** Any number of keys. No error for one that does not exist. */
  deleteObjects(bucket: string, keys: readonly string[], signal: AbortSignal): Promise<void>;
}

/** Notes of which several writers may each want to be the one. */
export interface ClaimPort {
  /** False when the object is there, or is not the one with this etag: nothing was written then. */
  putTextIf(
    address: ObjectAddress,
    text: string,
    condition: 'absent' | { readonly etag: string },
    signal: AbortSignal,
  ): Promise<boolean>;
  /** Undefined when there is no such object. */
  readText(
    address: ObjectAddress,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly etag: string } | undefined>;
}

/** A file that is read more than once: to plan, then to upload. It may be on a disk, or a document of an editor. */
export interface InputFile {
  /** To show, and to name jobs after: the last part of its path. */
  readonly name: string;
  /** Reads it from its first byte; each call begins anew. Rejects with `invalid` when it cannot be read. */
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Time, so that tests can drive it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}
