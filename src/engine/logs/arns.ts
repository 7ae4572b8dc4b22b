// ARNs of log groups and log streams.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html

export class Arns {
  constructor(
    readonly region: string,
    readonly accountId: string,
  ) {}

  /** Without the trailing `:*`, as tagging and `logGroupIdentifier` want it. */
  group(name: string): string {
    return `arn:aws:logs:${this.region}:${this.accountId}:log-group:${name}`;
  }

  stream(group: string, stream: string): string {
    return `${this.group(group)}:log-stream:${stream}`;
  }

  /** The group's name in an ARN of this region and account, with or without `:*`; undefined for anything else. */
  groupName(arn: string): string | undefined {
    const prefix = this.group('');
    return arn.startsWith(prefix) ? arn.slice(prefix.length).replace(/:\*$/, '') : undefined;
  }
}
