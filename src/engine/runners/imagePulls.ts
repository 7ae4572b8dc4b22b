// Gets images that are not on this machine: each once, however many jobs wait for it.
import { type DockerApi, DockerError } from './dockerApi';
import type { RegistryLogin } from './registryLogin';
import { maxReasonLength } from './runner';

const named = 'CannotPullContainerError: ';

export class ImagePulls {
  private readonly pulling = new Map<string, Promise<void>>();

  /** @param login the credentials for an image's registry, asked for at each pull: they may be good for hours only. */
  constructor(
    private readonly api: DockerApi,
    private readonly login: (image: string) => Promise<RegistryLogin>,
  ) {}

  /** @throws DockerError `CannotPullContainerError: …` */
  async ensure(image: string): Promise<void> {
    try {
      await this.api.call('GET', `/images/${encodeURIComponent(image)}/json`);
    } catch (cause) {
      if (!(cause instanceof DockerError) || cause.status !== 404) throw cause;
      await this.pullOnce(image);
    }
  }

  private pullOnce(image: string): Promise<void> {
    const known = this.pulling.get(image);
    if (known !== undefined) return known;
    const pulling = this.pull(image).finally(() => this.pulling.delete(image));
    this.pulling.set(image, pulling);
    return pulling;
  }

  private async pull(image: string): Promise<void> {
    const hasTag = /[:@][^/]*$/.test(image);
    const query = `fromImage=${encodeURIComponent(image)}${hasTag ? '' : '&tag=latest'}`;
    const login = await this.login(image);
    try {
      const headers = login.header === undefined ? undefined : { 'X-Registry-Auth': login.header };
      const progress = await this.api.open('POST', `/images/create?${query}`, { headers });
      // The answer is a success before the pull has begun: how it ended stands in its last line.
      let text = '';
      for await (const chunk of progress) text = (text + String(chunk)).slice(-20_000);
      const failure = /"error":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
      if (failure !== undefined) throw new DockerError(JSON.parse(failure) as string, 500);
    } catch (cause) {
      if (!(cause instanceof DockerError)) throw cause;
      throw new DockerError(reasonOf(cause.message, login), cause.status, { cause });
    }
  }
}

/** What helps must not be what a reason's end cuts off. */
function reasonOf(message: string, login: RegistryLogin): string {
  const advice = /denied|unauthorized|authentication|no basic auth|401|403/i.test(message)
    ? `; ${adviceFor(login)}`
    : '';
  return `${named}${message.slice(0, maxReasonLength - named.length - advice.length)}${advice}`;
}

function adviceFor({ registry, header, trouble }: RegistryLogin): string {
  if (trouble !== undefined) return trouble.slice(0, 160);
  const [, region] = /\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(registry) ?? [];
  const signIn =
    region === undefined
      ? `docker login ${registry}`
      : `aws ecr get-login-password --region ${region} | docker login -u AWS --password-stdin ${registry}`;
  return header === undefined ? `sign in: ${signIn}` : `sign in again: ${signIn}`;
}
