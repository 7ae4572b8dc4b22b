// Opens sessions: gets the endpoint and the credentials of a connection, and puts the gateways on them.
import type { EnginePort, SecretsPort, SessionFactory } from '../app/connectionPorts';
import { UserCancelled } from '../app/commands/userCancelled';
import type { Session } from '../app/session';
import type { Connection } from '../core/connection';
import { AppError } from '../core/errors';
import { AccountGateway } from './accountGateway';
import { AroundGateway } from './aroundGateway';
import { type AwsFiles, awsFilePaths, profileSection, readAwsFiles } from './awsFiles';
import { BatchGateway } from './batchGateway';
import { BucketGateway } from './bucketGateway';
import type { AwsConnection } from './clientConfig';
import { awsClients, closeClients } from './clients';
import { configuredEndpoints } from './configuredEndpoints';
import { type CredentialsProvider, profileCredentials } from './credentials';
import { LogsGateway } from './logsGateway';
import { ManageGateway } from './manageGateway';
import { closeMoreClients, moreClients } from './moreClients';
import { NetworkGateway } from './networkGateway';
import { type ShellEnvironment, endpointEnvironment, keyEnvironment, profileEnvironment } from './shellEnvironment';
import { RegistryGateway } from './registryGateway';
import { StackGateway } from './stackGateway';
import { StorageGateway } from './storageGateway';
import { toAppError } from './toAppError';

export type SessionFactoryOptions = {
  readonly engine: EnginePort;
  readonly secrets: SecretsPort;
  /** @throws UserCancelled */
  readonly askMfaCode: (device: string) => Promise<string>;
};

/** What a session is made of, once it is known. */
type Parts = {
  readonly aws: AwsConnection;
  readonly accountId?: string;
  /** To show. */
  readonly endpoint?: string;
  readonly environment: ShellEnvironment;
};

export class AwsSessionFactory implements SessionFactory {
  private count = 0;

  constructor(private readonly options: SessionFactoryOptions) {}

  async open(connection: Connection, signal: AbortSignal): Promise<Session> {
    const { aws, accountId, endpoint, environment } = await this.partsOf(connection, signal);
    const clients = closedOnAbort(awsClients(aws), closeClients, signal);
    const more = closedOnAbort(moreClients(aws), closeMoreClients, signal);
    this.count += 1;
    return {
      id: `session-${this.count}`,
      connection,
      region: aws.region,
      accountId,
      endpoint,
      signal,
      batch: new BatchGateway(clients),
      manage: new ManageGateway(clients),
      around: new AroundGateway(more, aws.region),
      setUp: {
        stacks: new StackGateway(more),
        network: new NetworkGateway(more),
        buckets: new BucketGateway(clients),
      },
      account: new AccountGateway(clients, more),
      registry: new RegistryGateway(more),
      logs: new LogsGateway(clients),
      storage: new StorageGateway(clients),
      environment: () => Promise.resolve(environment),
    };
  }

  private partsOf(connection: Connection, signal: AbortSignal): Promise<Parts> {
    switch (connection.kind) {
      case 'local':
        return this.localParts(signal);
      case 'aws':
        return this.awsParts(connection);
      case 'endpoint':
        return this.endpointParts(connection);
    }
  }

  private async localParts(signal: AbortSignal): Promise<Parts> {
    const { endpoint, region, accountId, ...key } = await this.options.engine.start(signal);
    const environment = { ...endpointEnvironment(endpoint, region), ...keyEnvironment(key) };
    return { aws: { region, endpoint, credentials: key }, accountId, endpoint, environment };
  }

  private async awsParts({ profile, region }: Connection & { kind: 'aws' }): Promise<Parts> {
    const files = await readAwsFiles();
    const { sts, ...endpoint } = configuredEndpoints(files, profile);
    const credentials = await this.credentialsOf(profile, region, files, sts);
    const { accountId } = await credentials();
    return {
      aws: { region, endpoint, profile, credentials },
      accountId,
      endpoint: endpoint.batch,
      environment: profileEnvironment(profile, region),
    };
  }

  private async endpointParts({ url, profile, region }: Connection & { kind: 'endpoint' }): Promise<Parts> {
    const environment = endpointEnvironment(url, region);
    if (profile === undefined) {
      const key = await this.options.secrets.getAccessKey(url);
      if (key === undefined)
        throw new AppError('signedOut', `The access key for ${url} is not known: sign in with it.`);
      return {
        aws: { region, endpoint: url, credentials: key },
        endpoint: url,
        environment: { ...environment, ...keyEnvironment(key) },
      };
    }
    const credentials = await this.credentialsOf(profile, region, await readAwsFiles(), undefined);
    return {
      aws: { region, endpoint: url, profile, credentials },
      endpoint: url,
      environment: { ...profileEnvironment(profile, region), ...environment },
    };
  }

  /** Fetched once here, so that what is wrong with them is told before anything else is tried. */
  private async credentialsOf(
    profile: string | undefined,
    region: string,
    files: AwsFiles,
    stsEndpoint: string | undefined,
  ): Promise<CredentialsProvider> {
    if (profile !== undefined && profileSection(files, profile) === undefined) {
      const { configPath, credentialsPath } = files.paths;
      const text = `There is no profile "${profile}" in ${configPath} or ${credentialsPath}: switch to another connection.`;
      throw new AppError('invalid', text);
    }
    const { askMfaCode } = this.options;
    try {
      const paths = awsFilePaths();
      const provider = await profileCredentials({ profile, region, files: paths, stsEndpoint, askMfaCode });
      await provider();
      return provider;
    } catch (cause) {
      const who = profile === undefined ? "the environment's credentials" : `the profile "${profile}"`;
      if (cause instanceof UserCancelled) {
        throw new AppError('signedOut', `Could not sign in with ${who}: no MFA code was given.`, { cause });
      }
      throw toAppError(`Could not sign in with ${who}`, cause);
    }
  }
}

/** Clients that were never asked for are not made to be closed. */
function closedOnAbort<T>(make: () => Promise<T>, close: (clients: T) => void, signal: AbortSignal): () => Promise<T> {
  let isUsed = false;
  const onAbort = (): void => {
    if (isUsed) void make().then(close);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    isUsed = true;
    return make();
  };
}
