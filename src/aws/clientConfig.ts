// How every client of the SDK is set up on a connection: as whom, where to, how long it waits, how often it tries.
import type { BatchClientConfig } from '@aws-sdk/client-batch';

/** The services that may have an endpoint of their own, by the id that AWS's settings give them. */
export const serviceIds = {
  autoScaling: 'auto_scaling',
  batch: 'batch',
  cloudFormation: 'cloudformation',
  ec2: 'ec2',
  ecr: 'ecr',
  ecs: 'ecs',
  iam: 'iam',
  logs: 'cloudwatch_logs',
  pricing: 'pricing',
  s3: 's3',
  serviceQuotas: 'service_quotas',
  sts: 'sts',
} as const;

export type Service = keyof typeof serviceIds;

/** A service without one: AWS itself. */
export type ServiceEndpoints = { readonly [service in Service]?: string };

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

export const connectTimeoutMs = 10_000;
/** For a whole answer, where bodies are small. */
const answerTimeoutMs = 30_000;

export function clientConfig(connection: AwsConnection, service: Service) {
  const { region, profile, credentials } = connection;
  const endpoint = endpointOf(connection, service);
  return {
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
    // A host prefix (`stream-127.0.0.1`) cannot be resolved: https://github.com/aws/aws-sdk-js-v3/issues/7146
    ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
  };
}

export function endpointOf({ endpoint }: AwsConnection, service: Service): string | undefined {
  return typeof endpoint === 'string' ? endpoint : endpoint?.[service];
}
