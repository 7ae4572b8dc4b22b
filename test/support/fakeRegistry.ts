// A registry that a test fills.
import type { ImageRepository, RegistryAccess, RegistryPort } from '../../src/app/images/imagePorts';

export class FakeRegistry implements RegistryPort {
  readonly repositories: ImageRepository[] = [];
  authorizations = 0;

  /** @param host where images go */
  constructor(private readonly host = '123456789012.dkr.ecr.us-east-1.amazonaws.com') {}

  listRepositories(): Promise<readonly ImageRepository[]> {
    return Promise.resolve(this.repositories);
  }

  createRepository(name: string): Promise<ImageRepository> {
    const repository = { name, uri: `${this.host}/${name}` };
    this.repositories.push(repository);
    return Promise.resolve(repository);
  }

  authorize(): Promise<RegistryAccess> {
    this.authorizations += 1;
    return Promise.resolve({ registry: this.host, user: 'AWS', password: 'secret-token' });
  }
}
