// Machines, tasks and prices, asked of the services around AWS Batch through the SDK.
import type * as Ecs from '@aws-sdk/client-ecs';
import type { Filter } from '@aws-sdk/client-pricing';
import type { AroundPort, ContainerInstance, EcsTask, PriceQuery } from '../app/aroundPort';
import type { MachineSize } from '../core/cost';
import { AppError } from '../core/errors';
import { call } from './call';
import type { MoreClients } from './moreClients';
import { pricingRegion } from './pricingRegion';

/** AmazonECS has some hundred products a region, an instance type a few: more pages than these are no answer. */
const maxPricePages = 10;

export class AroundGateway implements AroundPort {
  constructor(
    private readonly clients: () => Promise<MoreClients>,
    private readonly region: string,
  ) {}

  async describeContainerInstances(
    cluster: string,
    arns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ContainerInstance[]> {
    const { sdk, ecs } = await this.clients();
    const command = new sdk.DescribeContainerInstancesCommand({ cluster, containerInstances: [...arns] });
    const { containerInstances = [] } = await call(`look at the machines of ${cluster}`, ecs, command, signal);
    return containerInstances.map(toContainerInstance);
  }

  async describeTasks(cluster: string, arns: readonly string[], signal: AbortSignal): Promise<readonly EcsTask[]> {
    const { sdk, ecs } = await this.clients();
    const command = new sdk.DescribeTasksCommand({ cluster, tasks: [...arns] });
    const { tasks = [] } = await call(`look at the tasks of ${cluster}`, ecs, command, signal);
    return tasks.map(({ taskArn = '', availabilityZone, capacityProviderName }) => ({
      arn: taskArn,
      zone: availabilityZone,
      capacityProvider: capacityProviderName,
    }));
  }

  async listContainerInstances(cluster: string, signal: AbortSignal): Promise<readonly string[]> {
    const { sdk, ecs } = await this.clients();
    const command = new sdk.ListContainerInstancesCommand({ cluster, maxResults: 100 });
    const { containerInstanceArns = [] } = await call(`list the machines of ${cluster}`, ecs, command, signal);
    return containerInstanceArns;
  }

  async fetchPriceList(query: PriceQuery, signal: AbortSignal): Promise<readonly string[]> {
    if (pricingRegion(this.region) === undefined) {
      throw new AppError('invalid', `The price list of AWS cannot be asked for from ${this.region}.`);
    }
    const { sdk, pricing } = await this.clients();
    const found: string[] = [];
    let token: string | undefined;
    for (let page = 0; page < maxPricePages; page++) {
      const input = { ...selectionOf(query, this.region), NextToken: token, MaxResults: 100 };
      const command = new sdk.GetProductsCommand({ ...input, FormatVersion: 'aws_v1' });
      const answer = await call('ask for the prices of AWS', pricing, command, signal);
      // Texts, which the SDK gives as objects of a kind that acts like a string, and has no type for.
      const list: unknown = answer.PriceList;
      found.push(...(Array.isArray(list) ? list : []).map(String));
      token = answer.NextToken;
      if (token === undefined || token === '') return found;
    }
    throw new AppError('server', `The price list of AWS for ${this.region} has no end.`);
  }
}

function selectionOf(query: PriceQuery, region: string): { readonly ServiceCode: string; readonly Filters: Filter[] } {
  const filters = (fields: Readonly<Record<string, string>>): Filter[] =>
    Object.entries(fields).map(([Field, Value]) => ({ Type: 'TERM_MATCH', Field, Value }));
  if (query.kind === 'fargate') return { ServiceCode: 'AmazonECS', Filters: filters({ regionCode: region }) };
  const ofLinux = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' };
  const Filters = filters({ regionCode: region, instanceType: query.instanceType, ...ofLinux });
  return { ServiceCode: 'AmazonEC2', Filters };
}

function toContainerInstance(instance: Ecs.ContainerInstance): ContainerInstance {
  const { attributes = [], registeredResources, remainingResources } = instance;
  const attribute = (name: string): string | undefined => attributes.find((one) => one.name === name)?.value;
  const free = sizeOf(remainingResources);
  return {
    arn: instance.containerInstanceArn ?? '',
    ec2InstanceId: instance.ec2InstanceId,
    instanceType: attribute('ecs.instance-type'),
    zone: attribute('ecs.availability-zone'),
    size: sizeOf(registeredResources),
    freeVcpus: free?.vcpus,
    freeMemoryMib: free?.memoryMib,
    status: instance.status ?? 'UNKNOWN',
    isAgentConnected: instance.agentConnected === true,
    hasLogDriver: attributes.some(({ name }) => name === 'com.amazonaws.ecs.capability.logging-driver.awslogs'),
  };
}

/** ECS counts 1,024 units a vCPU; GPUs are a list of their ids. */
function sizeOf(resources: readonly Ecs.Resource[] | undefined): MachineSize | undefined {
  const value = (name: string) => resources?.find((resource) => resource.name === name);
  const [units, memoryMib] = [value('CPU')?.integerValue, value('MEMORY')?.integerValue];
  if (units === undefined || memoryMib === undefined) return undefined;
  return { vcpus: units / 1024, memoryMib, gpus: value('GPU')?.stringSetValue?.length ?? 0 };
}
