// The SDK's clients for one connection.
import type { BatchClient, BatchClientConfig } from '@aws-sdk/client-batch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import { type Sdk, loadSdk } from './loadSdk';

/** Undefined: AWS itself. */
export type ServiceEndpoints = { readonly batch?: string; readonly logs?: string; readonly s3?: string };

/** Where to send calls and as whom. Another connection is another value: this one never changes. */
export type AwsConnection = {
  readonly region: string;
  /** Of the local engine or an emulator; undefined for AWS itself. What the environment or a profile says is not asked. */
  readonly endpoint?: string | ServiceEndpoints;
  /** Whose other settings count (FIPS, dual stack …). */
  readonly profile?: string;
  /** Undefined: the SDK's own chain (environment, profile, instance). */
  readonly credentials?: BatchClientConfig['credentials'];
};

export type AwsClients = {
  readonly sdk: Sdk;
  readonly batch: BatchClient;
  /** For SubmitJob: sends once, on a connection of its own. */
  readonly submitter: BatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
};

const connectTimeoutMs = 10_000;
/** For a whole answer of Batch or Logs, whose bodies are small. */
const answerTimeoutMs = 30_000;
/** S3 has no limit for a whole request, since bodies may be large: it is cut when nothing moves for so long. */
const idleTimeoutMs = 60_000;

/** Gives the clients; the SDK is loaded and they are made when they are asked for first. */
export function awsClients(connection: AwsConnection): () => Promise<AwsClients> {
  let clients: Promise<AwsClients> | undefined;
  return () => (clients ??= makeClients(connection));
}

async function makeClients({ region, endpoint, profile, credentials }: AwsConnection): Promise<AwsClients> {
  const sdk = await loadSdk();
  const config = {
    region,
    ...(profile !== undefined && { profile }),
    ...(credentials !== undefined && { credentials }),
    // The SDK would ask AWS_PROFILE's section, whichever profile this connection has.
    ignoreConfiguredEndpointUrls: true,
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
  const { batch, logs, s3 } =
    typeof endpoint === 'string' ? { batch: endpoint, logs: endpoint, s3: endpoint } : (endpoint ?? {});
  return {
    sdk,
    batch: new sdk.BatchClient({ ...config, ...at(batch) }),
    submitter: new sdk.BatchClient({
      ...config,
      ...at(batch),
      maxAttempts: 1,
      // On a kept connection that the server has just closed a request is lost without a fault of anybody.
      requestHandler: { ...config.requestHandler, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
    }),
    logs: new sdk.CloudWatchLogsClient({ ...config, ...at(logs) }),
    s3: new sdk.S3Client({
      ...config,
      ...at(s3),
      forcePathStyle: s3 !== undefined,
      requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: idleTimeoutMs },
    }),
  };
}

/** A host prefix (`stream-127.0.0.1`) cannot be resolved: https://github.com/aws/aws-sdk-js-v3/issues/7146 */
function at(endpoint: string | undefined): { readonly endpoint?: string; readonly disableHostPrefix?: boolean } {
  return endpoint === undefined ? {} : { endpoint, disableHostPrefix: true };
}

/** Closes the connections. */
export function closeClients({ batch, submitter, logs, s3 }: AwsClients): void {
  for (const client of [batch, submitter, logs, s3]) client.destroy();
}
