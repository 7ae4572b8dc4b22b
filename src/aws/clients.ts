// The SDK's clients of what a pipeline lives on, for one connection.
import type { BatchClient } from '@aws-sdk/client-batch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import { type AwsConnection, clientConfig, connectTimeoutMs, endpointOf } from './clientConfig';
import { type Sdk, loadSdk } from './loadSdk';

export type AwsClients = {
  readonly sdk: Sdk;
  readonly batch: BatchClient;
  /** For SubmitJob: sends once, on a connection of its own. */
  readonly submitter: BatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
};

/** S3 has no limit for a whole request, since bodies may be large: it is cut when nothing moves for so long. */
const idleTimeoutMs = 60_000;

/** Gives the clients; the SDK is loaded and they are made when they are asked for first. */
export function awsClients(connection: AwsConnection): () => Promise<AwsClients> {
  let clients: Promise<AwsClients> | undefined;
  return () => (clients ??= makeClients(connection));
}

async function makeClients(connection: AwsConnection): Promise<AwsClients> {
  const sdk = await loadSdk();
  const batch = clientConfig(connection, 'batch');
  return {
    sdk,
    batch: new sdk.BatchClient(batch),
    submitter: new sdk.BatchClient({
      ...batch,
      maxAttempts: 1,
      // On a kept connection that the server has just closed a request is lost without a fault of anybody.
      requestHandler: { ...batch.requestHandler, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
    }),
    logs: new sdk.CloudWatchLogsClient(clientConfig(connection, 'logs')),
    s3: new sdk.S3Client({
      ...clientConfig(connection, 's3'),
      forcePathStyle: endpointOf(connection, 's3') !== undefined,
      requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: idleTimeoutMs },
    }),
  };
}

/** Closes the connections. */
export function closeClients({ batch, submitter, logs, s3 }: AwsClients): void {
  for (const client of [batch, submitter, logs, s3]) client.destroy();
}
