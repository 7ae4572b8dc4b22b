// ARNs of AWS Batch, and names that may be given as either a name or an ARN.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html

export type ArnKind = 'job' | 'job-definition' | 'job-queue' | 'compute-environment' | 'scheduling-policy';

export class Arns {
  constructor(
    readonly region: string,
    readonly accountId: string,
  ) {}

  of(kind: ArnKind, name: string): string {
    return `arn:aws:batch:${this.region}:${this.accountId}:${kind}/${name}`;
  }

  /** The name in an ARN of this kind, region and account; what is not such an ARN is returned as it is. */
  nameOf(kind: ArnKind, nameOrArn: string): string {
    const prefix = this.of(kind, '');
    return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  }

  /** The ARN of an ECS task, from which clients tell the cluster. */
  task(computeEnvironment: string, taskId: string): string {
    return `arn:aws:ecs:${this.region}:${this.accountId}:task/${clusterOf(computeEnvironment)}/${taskId}`;
  }

  cluster(computeEnvironment: string): string {
    return `arn:aws:ecs:${this.region}:${this.accountId}:cluster/${clusterOf(computeEnvironment)}`;
  }
}

function clusterOf(computeEnvironment: string): string {
  return `AWSBatch-${computeEnvironment}`;
}
