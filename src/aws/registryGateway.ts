// Amazon ECR through the SDK.
import type { ImageRepository, RegistryAccess, RegistryPort } from '../app/images/imagePorts';
import { AppError } from '../core/errors';
import { call } from './call';
import type { MoreClients } from './moreClients';

/** Of 1,000 repositories; more nobody scrolls through. */
const maxPages = 20;

export class RegistryGateway implements RegistryPort {
  constructor(private readonly clients: () => Promise<MoreClients>) {}

  async listRepositories(signal: AbortSignal): Promise<readonly ImageRepository[]> {
    const { sdk, ecr } = await this.clients();
    const found: ImageRepository[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const command = new sdk.DescribeRepositoriesCommand({ maxResults: 1000, nextToken });
      const answer = await call('list the repositories of ECR', ecr, command, signal);
      found.push(...(answer.repositories ?? []).map(toRepository));
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    return found.sort((one, other) => one.name.localeCompare(other.name));
  }

  async createRepository(name: string, signal: AbortSignal): Promise<ImageRepository> {
    const { sdk, ecr } = await this.clients();
    const command = new sdk.CreateRepositoryCommand({
      repositoryName: name,
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
    });
    const { repository } = await call(`create the repository ${name}`, ecr, command, signal);
    return toRepository(repository ?? {});
  }

  async authorize(signal: AbortSignal): Promise<RegistryAccess> {
    const { sdk, ecr } = await this.clients();
    const answer = await call('sign in to ECR', ecr, new sdk.GetAuthorizationTokenCommand({}), signal);
    const { authorizationToken = '', proxyEndpoint = '' } = answer.authorizationData?.[0] ?? {};
    // `AWS:<password>`
    const [user = '', password = ''] = Buffer.from(authorizationToken, 'base64').toString('utf8').split(/:(.*)/s);
    if (password === '') throw new AppError('server', 'Could not sign in to ECR: its answer holds no token.');
    return { registry: proxyEndpoint.replace(/^https?:\/\//, ''), user, password };
  }
}

function toRepository({ repositoryName = '', repositoryUri = '' }): ImageRepository {
  return { name: repositoryName, uri: repositoryUri };
}
