// One revision of a job definition.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDefinition.html

export type JobDefinition = {
  readonly name: string;
  readonly revision: number;
  /** With the revision. */
  readonly arn: string;
  /** `ACTIVE`, or `INACTIVE` once it is deregistered; a newer API may have others. */
  readonly status: string;
  /** `container` or `multinode`; a newer API may have others. */
  readonly type: string;
  /** Of the one container that there is mostly. */
  readonly container?: ContainerSettings;
  /** `EC2`, `FARGATE` …; empty means EC2. */
  readonly platforms: readonly string[];
  /** Attempts in all. */
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  /** Defaults of the `Ref::name` tokens in the command. */
  readonly parameters: Readonly<Record<string, string>>;
};

/** What a container is made of, where it is told. */
export type ContainerSettings = {
  readonly image?: string;
  readonly command?: readonly string[];
  /** May be a part of one, such as 0.25. */
  readonly vcpus?: number;
  readonly memoryMib?: number;
  readonly gpus?: number;
};
