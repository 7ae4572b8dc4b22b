// A compute environment of AWS Batch: where jobs run.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeEnvironmentDetail.html

/** Words for kinds and states are the service's own; a newer API may have others. */
export type ComputeEnvironment = {
  readonly name: string;
  readonly arn: string;
  /** `MANAGED` or `UNMANAGED`. */
  readonly management: string;
  /** `ENABLED` or `DISABLED`. */
  readonly state: string;
  /** `VALID`, `INVALID`, `CREATING`, `UPDATING`, `DELETING`, `DELETED`. */
  readonly status: string;
  readonly statusReason?: string;
  /** `EC2`, `SPOT`, `FARGATE`, `FARGATE_SPOT` …; of an unmanaged environment nobody knows. */
  readonly resourceType?: string;
  readonly minvCpus?: number;
  readonly maxvCpus?: number;
  /** What AWS Batch wants to have now; Fargate has none. */
  readonly desiredvCpus?: number;
  readonly instanceTypes: readonly string[];
  /** `ECS` or `EKS`. */
  readonly orchestration?: string;
  readonly ecsClusterArn?: string;
  readonly subnets?: readonly string[];
  readonly securityGroupIds?: readonly string[];
  /** Name or ARN of an instance profile, on EC2. */
  readonly instanceRole?: string;
  readonly serviceRole?: string;
};
