// The networks of an account, through the SDK's client of Amazon EC2.
import type { Tag } from '@aws-sdk/client-ec2';
import type { NetworkPort, Subnet, Vpc } from '../app/setUp/setUpPorts';
import { call } from './call';
import type { MoreClients } from './moreClients';

export class NetworkGateway implements NetworkPort {
  constructor(private readonly clients: () => Promise<MoreClients>) {}

  async listVpcs(signal: AbortSignal): Promise<readonly Vpc[]> {
    const { sdk, ec2 } = await this.clients();
    const vpcs: Vpc[] = [];
    let token: string | undefined;
    do {
      const answer = await call('list the VPCs', ec2, new sdk.DescribeVpcsCommand({ NextToken: token }), signal);
      for (const { VpcId: id = '', CidrBlock: cidr = '', IsDefault: isDefault = false, Tags } of answer.Vpcs ?? [])
        vpcs.push({ id, cidr, isDefault, name: nameOf(Tags) });
      token = answer.NextToken;
    } while (token !== undefined && token !== '');
    return vpcs.sort((one, other) => Number(other.isDefault) - Number(one.isDefault) || byName(one, other));
  }

  async listSubnets(vpcId: string, signal: AbortSignal): Promise<readonly Subnet[]> {
    const { sdk, ec2 } = await this.clients();
    const subnets: Subnet[] = [];
    let token: string | undefined;
    do {
      const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
      const command = new sdk.DescribeSubnetsCommand({ Filters, NextToken: token });
      const answer = await call(`list the subnets of ${vpcId}`, ec2, command, signal);
      for (const subnet of answer.Subnets ?? []) {
        const { SubnetId: id = '', AvailabilityZone: zone = '', CidrBlock: cidr = '', Tags } = subnet;
        subnets.push({ id, zone, cidr, name: nameOf(Tags), isPublic: subnet.MapPublicIpOnLaunch === true });
      }
      token = answer.NextToken;
    } while (token !== undefined && token !== '');
    return subnets.sort((one, other) => one.zone.localeCompare(other.zone) || byName(one, other));
  }

  async findDefaultGroup(vpcId: string, signal: AbortSignal): Promise<string | undefined> {
    const { sdk, ec2 } = await this.clients();
    const Filters = [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'group-name', Values: ['default'] },
    ];
    const command = new sdk.DescribeSecurityGroupsCommand({ Filters });
    return (await call(`find the security group of ${vpcId}`, ec2, command, signal)).SecurityGroups?.[0]?.GroupId;
  }
}

function nameOf(tags: readonly Tag[] | undefined): string | undefined {
  return tags?.find(({ Key }) => Key === 'Name')?.Value;
}

type Named = { readonly id: string; readonly name?: string };

function byName(one: Named, other: Named): number {
  return (one.name ?? one.id).localeCompare(other.name ?? other.id);
}
