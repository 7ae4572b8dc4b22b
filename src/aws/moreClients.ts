// The SDK's clients of the services around AWS Batch, for one connection.
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { PricingClient } from '@aws-sdk/client-pricing';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { type AwsConnection, clientConfig } from './clientConfig';
import { pricingRegion } from './pricingRegion';
import { type MoreSdk, loadMoreSdk } from './loadSdk';

export type MoreClients = {
  readonly sdk: MoreSdk;
  readonly autoScaling: AutoScalingClient;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly iam: IAMClient;
  /** In the region that has the price list. */
  readonly pricing: PricingClient;
  readonly serviceQuotas: ServiceQuotasClient;
};

/** Gives the clients; the SDK is loaded and they are made when they are asked for first. */
export function moreClients(connection: AwsConnection): () => Promise<MoreClients> {
  let clients: Promise<MoreClients> | undefined;
  return () => (clients ??= makeClients(connection));
}

async function makeClients(connection: AwsConnection): Promise<MoreClients> {
  const sdk = await loadMoreSdk();
  return {
    sdk,
    autoScaling: new sdk.AutoScalingClient(clientConfig(connection, 'autoScaling')),
    cloudFormation: new sdk.CloudFormationClient(clientConfig(connection, 'cloudFormation')),
    ec2: new sdk.EC2Client(clientConfig(connection, 'ec2')),
    ecr: new sdk.ECRClient(clientConfig(connection, 'ecr')),
    ecs: new sdk.ECSClient(clientConfig(connection, 'ecs')),
    iam: new sdk.IAMClient(clientConfig(connection, 'iam')),
    pricing: new sdk.PricingClient({
      ...clientConfig(connection, 'pricing'),
      region: pricingRegion(connection.region) ?? connection.region,
    }),
    serviceQuotas: new sdk.ServiceQuotasClient(clientConfig(connection, 'serviceQuotas')),
  };
}

/** Closes the connections. */
export function closeMoreClients(clients: MoreClients): void {
  const { autoScaling, cloudFormation, ec2, ecr, ecs, iam, pricing, serviceQuotas } = clients;
  for (const client of [autoScaling, cloudFormation, ec2, ecr, ecs, iam, pricing, serviceQuotas]) client.destroy();
}
