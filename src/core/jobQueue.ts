// A job queue of AWS Batch.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_JobQueueDetail.html

/** Words for kinds and states are the service's own; a newer API may have others. */
export type JobQueue = {
  readonly name: string;
  readonly arn: string;
  /** `ENABLED` or `DISABLED`. */
  readonly state: string;
  /** `VALID`, `INVALID`, `CREATING`, `UPDATING`, `DELETING`, `DELETED`. */
  readonly status: string;
  readonly statusReason?: string;
  /** The higher, the earlier it is looked at, among queues that share an environment. */
  readonly priority: number;
  /** ARNs, in the order in which they are tried. */
  readonly computeEnvironments: readonly string[];
  /** ARNs; a queue that has them holds service jobs, which ListJobs does not list. */
  readonly serviceEnvironments: readonly string[];
  /** With one, jobs are ordered by fair share; without, first in, first out. */
  readonly schedulingPolicyArn?: string;
  /** `ECS`, `ECS_FARGATE`, `EKS`, `SAGEMAKER_TRAINING` … */
  readonly queueType?: string;
};

/** Whether a queue or an environment takes and runs jobs now. */
export function isUsable({ state, status }: { readonly state: string; readonly status: string }): boolean {
  return state === 'ENABLED' && status === 'VALID';
}
