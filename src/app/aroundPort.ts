// What the services around AWS Batch tell of machines, prices and the account. Nothing here changes anything.
// Errors as in ports.ts; `denied` is usual here, since few credentials may ask for all of this.
import type { MachineSize } from '../core/cost';

/** A machine of an ECS cluster. */
export type ContainerInstance = {
  readonly arn: string;
  readonly ec2InstanceId?: string;
  readonly instanceType?: string;
  /** Availability zone. */
  readonly zone?: string;
  /** What the machine gives to jobs: a little less memory than the instance type has. */
  readonly size?: MachineSize;
  readonly freeVcpus?: number;
  readonly freeMemoryMib?: number;
  /** `ACTIVE`, `DRAINING`, `REGISTERING` … */
  readonly status: string;
  readonly isAgentConnected: boolean;
  /** Can write to CloudWatch Logs. */
  readonly hasLogDriver: boolean;
};

/** A task of ECS: one attempt of a job. */
export type EcsTask = {
  readonly arn: string;
  readonly zone?: string;
  /** `FARGATE` or `FARGATE_SPOT`, where the environment has such. */
  readonly capacityProvider?: string;
};

/** Which products of the price list. */
export type PriceQuery = { readonly kind: 'fargate' } | { readonly kind: 'instance'; readonly instanceType: string };

export interface PlacePort {
  /**
   * At most 100 ARNs; those that are gone are left out: a machine is told of while it is registered.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeContainerInstances.html
   */
  describeContainerInstances(
    cluster: string,
    arns: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly ContainerInstance[]>;
  /**
   * At most 100 ARNs; those that are gone are left out: ECS tells of a task for about an hour after its end.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
   */
  describeTasks(cluster: string, arns: readonly string[], signal: AbortSignal): Promise<readonly EcsTask[]>;
  /** Of all in the cluster the first 100. */
  listContainerInstances(cluster: string, signal: AbortSignal): Promise<readonly string[]>;
}

export interface PricesPort {
  /**
   * The products of the connection's region as JSON texts, as AWS writes them; see core/priceList.ts.
   * `invalid` in a partition that has no price list which its credentials can ask.
   * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
   */
  fetchPriceList(query: PriceQuery, signal: AbortSignal): Promise<readonly string[]>;
}

export type AroundPort = PlacePort & PricesPort;
