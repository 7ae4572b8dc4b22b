// Amazon Resource Names: `arn:<partition>:<service>:<region>:<account>:<resource>`.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html

/** What stands after the kind: `job-queue/fast` → `fast`, `job-definition/split:3` → `split:3`. A text that is no ARN is itself. */
export function nameOfArn(arn: string): string {
  const resource = arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
  return resource.slice(resource.indexOf('/') + 1);
}

/** The name of a stack whose id, or name, this is: `…:stack/pipeline/1f0c…` → `pipeline`. */
export function stackNameIn(nameOrId: string): string {
  return nameOfArn(nameOrId).split('/')[0] ?? nameOrId;
}

/** The ARN of a log group of the same account and region as another resource; undefined when that is no ARN. */
export function logGroupArn(logGroupName: string, besideArn: string): string | undefined {
  const [prefix, partition, , region, account] = besideArn.split(':');
  return prefix === 'arn' && account !== undefined
    ? `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`
    : undefined;
}

/** `aws`, `aws-cn`, `aws-us-gov` …; undefined for a text that is no ARN. */
export function partitionOfArn(arn: string): string | undefined {
  const [prefix, partition] = arn.split(':');
  return prefix === 'arn' && partition !== '' ? partition : undefined;
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOfRegion(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return /^[a-z]{2}-[a-z]+-\d+$/.test(region) ? 'aws' : region;
}
