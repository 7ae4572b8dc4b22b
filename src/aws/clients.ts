// The SDK's clients for one connection.
import type { BatchClient, BatchClientConfig } from '@aws-sdk/client-batch';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import type * as sdkModule from './sdk';

/** Where to send calls and as whom. Another connection is another value: this one never changes. */
export type AwsConnection = {
  readonly region: string;
  /** Of the local engine or an emulator; undefined for AWS itself. */
  readonly endpoint?: string;
  /** Undefined: the SDK's own chain (environment, profile, instance). */
  readonly credentials?: BatchClientConfig['credentials'];
};

export type AwsClients = {
  readonly sdk: typeof sdkModule;
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

async function makeClients({ region, endpoint, credentials }: AwsConnection): Promise<AwsClients> {
  // The SDK prints a warning about old Node versions when the first client is made; it means nothing to our users.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const sdk = await import('./sdk');
  const config = {
    region,
    ...(credentials !== undefined && { credentials }),
    // A host prefix (`stream-127.0.0.1`) cannot be resolved: https://github.com/aws/aws-sdk-js-v3/issues/7146
    ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
  return {
    sdk,
    batch: new sdk.BatchClient(config),
    submitter: new sdk.BatchClient({
      ...config,
      maxAttempts: 1,
      // On a kept connection that the server has just closed a request is lost without a fault of anybody.
      requestHandler: { ...config.requestHandler, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
    }),
    logs: new sdk.CloudWatchLogsClient(config),
    s3: new sdk.S3Client({
      ...config,
      forcePathStyle: endpoint !== undefined,
      requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: idleTimeoutMs },
    }),
  };
}

/** Closes the connections. */
export function closeClients({ batch, submitter, logs, s3 }: AwsClients): void {
  for (const client of [batch, submitter, logs, s3]) client.destroy();
}
