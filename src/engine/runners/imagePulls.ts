// Gets images that are not on this machine: each once, however many jobs wait for it.
import { type DockerApi, DockerError } from './dockerApi';

export class ImagePulls {
  private readonly pulling = new Map<string, Promise<void>>();

  constructor(private readonly api: DockerApi) {}

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
    try {
      const progress = await this.api.open('POST', `/images/create?${query}`);
      // The answer is a success before the pull has begun: how it ended stands in its last line.
      let text = '';
      for await (const chunk of progress) text = (text + String(chunk)).slice(-20_000);
      const failure = /"error":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
      if (failure !== undefined) throw new DockerError(JSON.parse(failure) as string, 500);
    } catch (cause) {
      if (!(cause instanceof DockerError)) throw cause;
      throw new DockerError(`CannotPullContainerError: ${cause.message}`, cause.status, { cause });
    }
  }
}
