// What the account has that jobs need, asked of EC2, IAM, Service Quotas and CloudWatch Logs through the SDK.
import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Instance } from '@aws-sdk/client-ec2';
import type { AccountPort, ScalingActivity, VcpuQuota } from '../app/accountPort';
import { nameOfArn } from '../core/arn';
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';
import type { MoreClients } from './moreClients';

/** https://docs.aws.amazon.com/general/latest/gr/ec2-service.html, …/fargate-service.html */
const quotaCodes: Readonly<Record<VcpuQuota, readonly [service: string, code: string]>> = {
  onDemand: ['ec2', 'L-1216C47A'],
  spot: ['ec2', 'L-34B43A08'],
  fargate: ['fargate', 'L-3032A538'],
  fargateSpot: ['fargate', 'L-36FBB829'],
};
/** Standard ones share a quota; others (`g5`, `p4d`, `x2idn`, `inf2`, `trn1`, `u-6tb1`, `hpc6a`) have their own. */
const standardFamily = /^([acdhimrtz]|im|is)\d/;
/** Of what AWS Batch makes in the account. */
const batchTag = 'AWSBatchServiceTag';
/** A hundred groups each: an environment whose group is not among them is told as one without. */
const maxGroupPages = 10;
const activitiesWanted = 20;
/** A thousand instances each: beyond these the number of vCPUs is not told. */
const maxInstancePages = 5;

export class AccountGateway implements AccountPort {
  constructor(
    private readonly clients: () => Promise<AwsClients>,
    private readonly more: () => Promise<MoreClients>,
  ) {}

  async fetchVcpuQuota(quota: VcpuQuota, signal: AbortSignal): Promise<number> {
    const { sdk, serviceQuotas } = await this.more();
    const [ServiceCode, QuotaCode] = quotaCodes[quota];
    const command = new sdk.GetServiceQuotaCommand({ ServiceCode, QuotaCode });
    const what = `look up the quota ${QuotaCode} of ${ServiceCode}`;
    const { Quota } = await call(what, serviceQuotas, command, signal);
    if (Quota?.Value === undefined) throw new AppError('server', `Could not ${what}: the answer has no value.`);
    return Quota.Value;
  }

  async fetchStandardVcpus(signal: AbortSignal): Promise<{ readonly onDemand: number; readonly spot: number }> {
    const { sdk, ec2 } = await this.more();
    const use = { onDemand: 0, spot: 0 };
    let NextToken: string | undefined;
    for (let page = 0; page < maxInstancePages; page++) {
      const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
      const command = new sdk.DescribeInstancesCommand({ Filters, MaxResults: 1000, NextToken });
      const answer = await call('count the vCPUs of the instances that run', ec2, command, signal);
      for (const instance of answer.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? []) {
        use[instance.InstanceLifecycle === 'spot' ? 'spot' : 'onDemand'] += standardVcpus(instance);
      }
      NextToken = answer.NextToken;
      if (NextToken === undefined || NextToken === '') return use;
    }
    throw new AppError('server', 'Could not count the vCPUs of the instances that run: there are more than 5,000.');
  }

  async fetchScalingActivities(environmentName: string, signal: AbortSignal): Promise<readonly ScalingActivity[]> {
    const { sdk, autoScaling } = await this.more();
    const names = await this.groupsOf(environmentName, signal);
    const pages = names.map(async (AutoScalingGroupName) => {
      const command = new sdk.DescribeScalingActivitiesCommand({ AutoScalingGroupName, MaxRecords: activitiesWanted });
      const what = `look at the scaling activities of ${environmentName}`;
      return (await call(what, autoScaling, command, signal)).Activities ?? [];
    });
    const activities = (await Promise.all(pages)).flat().map(toActivity);
    return activities.sort((one, other) => other.at - one.at).slice(0, activitiesWanted);
  }

  /** An environment that was updated may have more than one. */
  private async groupsOf(environmentName: string, signal: AbortSignal): Promise<readonly string[]> {
    const { sdk, autoScaling } = await this.more();
    const names: string[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < maxGroupPages; page++) {
      const Filters = [{ Name: 'tag-key', Values: [batchTag] }];
      const command = new sdk.DescribeAutoScalingGroupsCommand({ Filters, MaxRecords: 100, NextToken });
      const answer = await call(`look for the machines of ${environmentName}`, autoScaling, command, signal);
      names.push(...(answer.AutoScalingGroups ?? []).map(({ AutoScalingGroupName = '' }) => AutoScalingGroupName));
      NextToken = answer.NextToken;
      if (NextToken === undefined || NextToken === '') break;
    }
    return names.filter((name) => isGroupOf(name, environmentName));
  }

  async hasRole(role: string, signal: AbortSignal): Promise<boolean> {
    const { sdk, iam } = await this.more();
    const RoleName = lastPart(role);
    return found(call(`look at the role ${RoleName}`, iam, new sdk.GetRoleCommand({ RoleName }), signal));
  }

  async hasInstanceProfile(profile: string, signal: AbortSignal): Promise<boolean> {
    const { sdk, iam } = await this.more();
    const InstanceProfileName = lastPart(profile);
    const command = new sdk.GetInstanceProfileCommand({ InstanceProfileName });
    return found(call(`look at the instance profile ${InstanceProfileName}`, iam, command, signal));
  }

  async fetchDeniedActions(
    PolicySourceArn: string,
    actions: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { sdk, iam } = await this.more();
    const command = new sdk.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [...actions] });
    const what = `ask what ${lastPart(PolicySourceArn)} may do`;
    const { EvaluationResults = [] } = await call(what, iam, command, signal);
    return EvaluationResults.flatMap(({ EvalActionName = '', EvalDecision }) =>
      EvalDecision === 'allowed' ? [] : [EvalActionName],
    );
  }

  async hasLogGroup(name: string, signal: AbortSignal): Promise<boolean> {
    const { sdk, logs } = await this.clients();
    const command = new sdk.DescribeLogGroupsCommand({ logGroupNamePrefix: name });
    const { logGroups = [] } = await call(`look for the log group ${name}`, logs, command, signal);
    // Groups come in the order of their names: the name itself before those that are longer.
    return logGroups.some(({ logGroupName }) => logGroupName === name);
  }

  async fetchSubnets(ids: readonly string[], signal: AbortSignal) {
    const { sdk, ec2 } = await this.more();
    // A filter leaves out what does not exist; asked for by id, the call as a whole would fail.
    const command = new sdk.DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values: [...ids] }] });
    const { Subnets = [] } = await call('look at the subnets', ec2, command, signal);
    return Subnets.map(({ SubnetId = '', AvailableIpAddressCount = 0 }) => ({
      id: SubnetId,
      freeAddresses: AvailableIpAddressCount,
    }));
  }

  async fetchSecurityGroups(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const { sdk, ec2 } = await this.more();
    const command = new sdk.DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-id', Values: [...ids] }] });
    const { SecurityGroups = [] } = await call('look at the security groups', ec2, command, signal);
    return SecurityGroups.map(({ GroupId = '' }) => GroupId);
  }
}

/** Seen in accounts, not documented: `AWSBatch-<environment>-asg-<uuid>`. */
function isGroupOf(group: string, environmentName: string): boolean {
  const [, ofEnvironment] = /^(?:AWSBatch-)?(.+)-asg-[0-9a-f-]{36}$/.exec(group) ?? [];
  return ofEnvironment === environmentName;
}

function toActivity({ StartTime, StatusCode, StatusMessage, Description = '' }: Activity): ScalingActivity {
  return {
    at: StartTime?.getTime() ?? 0,
    hasFailed: StatusCode === 'Failed',
    text: StatusMessage === undefined || StatusMessage === '' ? Description : StatusMessage,
  };
}

function standardVcpus({ InstanceType, CpuOptions }: Instance): number {
  const { CoreCount = 0, ThreadsPerCore = 1 } = CpuOptions ?? {};
  return standardFamily.test(InstanceType ?? '') ? CoreCount * ThreadsPerCore : 0;
}

/** `arn:aws:iam::1:role/path/name` → `name` */
function lastPart(nameOrArn: string): string {
  return nameOfArn(nameOrArn).split('/').at(-1) ?? nameOrArn;
}

async function found(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (cause) {
    if (cause instanceof AppError && cause.kind === 'notFound') return false;
    throw cause;
  }
}
