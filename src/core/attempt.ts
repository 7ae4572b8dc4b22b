// One finished attempt of a job.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_AttemptDetail.html

/** Times are milliseconds since 1970; they are absent when the container never started. */
export type Attempt = {
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly statusReason?: string;
  readonly logStreamName?: string;
  /** Of ECS: one task an attempt. */
  readonly taskArn?: string;
  /** Of the machine, on EC2. */
  readonly containerInstanceArn?: string;
};
