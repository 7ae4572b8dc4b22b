// The SDK's clients of the services around AWS Batch, for one connection.
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { type AwsConnection, clientConfig } from './clientConfig';
import { type MoreSdk, loadMoreSdk } from './loadSdk';

export type MoreClients = {
  readonly sdk: MoreSdk;
  readonly cloudFormation: CloudFormationClient;
  readonly ec2: EC2Client;
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
    cloudFormation: new sdk.CloudFormationClient(clientConfig(connection, 'cloudFormation')),
    ec2: new sdk.EC2Client(clientConfig(connection, 'ec2')),
  };
}

/** Closes the connections. */
export function closeMoreClients({ cloudFormation, ec2 }: MoreClients): void {
  for (const client of [cloudFormation, ec2]) client.destroy();
}
