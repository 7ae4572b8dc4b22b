// Changing what jobs run on: queues, compute environments, job definitions and scheduling policies. Errors as in ports.ts.
import type { FairsharePolicy } from '../core/schedulingPolicy';

/** Under the names of the AWS API, checked before. */
export type RawRequest = Readonly<Record<string, unknown>>;

export type ResourceState = 'ENABLED' | 'DISABLED';

/** What is undefined stays as it is. https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateJobQueue.html */
export type JobQueueChange = {
  readonly state?: ResourceState;
  /** The higher, the earlier, among queues that share an environment. */
  readonly priority?: number;
  /** Whatever else UpdateJobQueue takes, under its own names. */
  readonly otherMembers?: RawRequest;
};

/**
 * What is undefined stays as it is.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_UpdateComputeEnvironment.html
 */
export type ComputeEnvironmentChange = {
  readonly state?: ResourceState;
  /** Fargate has none of its own. */
  readonly minvCpus?: number;
  /** Can be raised only, and not on Fargate. */
  readonly desiredvCpus?: number;
  readonly maxvCpus?: number;
  /** Of an unmanaged environment, instead of the others. */
  readonly unmanagedvCpus?: number;
  /** Whatever else UpdateComputeEnvironment takes, under its own names. */
  readonly otherMembers?: RawRequest;
};

/** Names or ARNs; a change is complete some time after the call, the status says UPDATING until then. */
export interface ManagePort {
  updateJobQueue(jobQueue: string, change: JobQueueChange, signal: AbortSignal): Promise<void>;
  updateComputeEnvironment(environment: string, change: ComputeEnvironmentChange, signal: AbortSignal): Promise<void>;
  /** It must be DISABLED; jobs that are in it are ended. It is gone some time after the call. */
  deleteJobQueue(jobQueue: string, signal: AbortSignal): Promise<void>;
  /** It must be DISABLED, and no queue may use it. It is gone some time after the call. */
  deleteComputeEnvironment(environment: string, signal: AbortSignal): Promise<void>;
  /** CreateComputeEnvironment with a request as AWS takes it. It can be used once its status is VALID. @returns its ARN */
  createComputeEnvironment(request: RawRequest, signal: AbortSignal): Promise<string>;
  /** CreateJobQueue with a request as AWS takes it. It can be used once its status is VALID. @returns its ARN */
  createJobQueue(request: RawRequest, signal: AbortSignal): Promise<string>;
  /** RegisterJobDefinition with a request as AWS takes it. @returns the ARN of the revision */
  registerRevision(request: RawRequest, signal: AbortSignal): Promise<string>;
  /** Makes one revision (`name:revision` or ARN) INACTIVE. There is no way back. */
  deregisterJobDefinition(revision: string, signal: AbortSignal): Promise<void>;
  /** @returns its ARN */
  createSchedulingPolicy(name: string, policy: FairsharePolicy, signal: AbortSignal): Promise<string>;
  /** Puts this policy, whole, into the place of the one that there is. */
  updateSchedulingPolicy(arn: string, policy: FairsharePolicy, signal: AbortSignal): Promise<void>;
  /** No queue may use it. It is gone when the call returns. */
  deleteSchedulingPolicy(arn: string, signal: AbortSignal): Promise<void>;
}
