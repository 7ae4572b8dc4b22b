// Runs attempts as containers of a Docker-compatible engine.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { type Container, ContainerTask, type ContainerTaskOptions } from './containerTask';
import { containerConfig, dataLabel, refusalOf, rootlessHint } from './containerConfig';
import { DockerApi, DockerError, type DockerInfo } from './dockerApi';
import { type DockerSurroundings, addressText, dockerAddresses } from './dockerHost';
import { ImagePulls } from './imagePulls';
import { registryLogin } from './registryLogin';
import type { Runner, RunningTask, TaskEvents, TaskRequest } from './runner';

export type ContainerRunnerOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly dataDir: string;
  readonly isPrivilegedAllowed: boolean;
  readonly docker: DockerSurroundings;
};

/** Says that there may be containers to remove after a crash; without it Docker is not asked when an engine starts. */
const markerName = 'containers';
const removeAgainMs = 5000;

type Docker = { readonly api: DockerApi; readonly info: DockerInfo; readonly pulls: ImagePulls };

export class ContainerRunner implements Runner {
  private docker: Promise<Docker> | undefined;

  constructor(private readonly options: ContainerRunnerOptions) {}

  start(request: TaskRequest, events: TaskEvents): RunningTask {
    const { clock, log, isPrivilegedAllowed } = this.options;
    const options: ContainerTaskOptions = {
      clock,
      log,
      refusal: refusalOf(request, isPrivilegedAllowed),
      create: () => this.create(request),
      onLost: () => (this.docker = undefined),
      remove: (api, id) => this.remove(api, id),
    };
    return new ContainerTask(options, events);
  }

  /** Removes what an earlier engine of this data directory left. Containers of others are not touched. */
  async removeStrays(): Promise<void> {
    const { dataDir, log } = this.options;
    const marker = join(dataDir, markerName);
    if (!existsSync(marker)) return;
    try {
      const { api } = await this.open();
      const filters = JSON.stringify({ label: [`${dataLabel}=${dataDir}`] });
      const found = await api.call('GET', `/containers/json?all=1&filters=${encodeURIComponent(filters)}`);
      const strays = found as readonly { readonly Id: string }[];
      if (strays.length > 0) log.info(`removing ${strays.length} containers of an earlier engine`);
      for (const { Id } of strays) await removeContainer(api, Id);
      rmSync(marker, { force: true });
    } catch (cause) {
      // The marker stays: the next start tries again.
      if (!(cause instanceof DockerError)) throw cause;
      log.error('containers of an earlier engine may be left', cause);
    }
  }

  /** The image is pulled when it is not there. @throws DockerError whose text begins as ECS's does */
  private async create(request: TaskRequest): Promise<Container> {
    const { api, info, pulls } = await this.open();
    await pulls.ensure(request.image);
    writeFileSync(join(this.options.dataDir, markerName), '');
    const config = containerConfig(request, { dataDir: this.options.dataDir, network: info.network });
    try {
      const made = await api.call('POST', `/containers/create?name=batch-${request.taskId}`, { body: config });
      const hint = info.network === 'rootless' ? rootlessHint : undefined;
      return { api, id: (made as { readonly Id: string }).Id, hint };
    } catch (cause) {
      throw named('CannotCreateContainerError', cause);
    }
  }

  /** Looked for when it is needed, and again when it was not there: people start Docker late. */
  private open(): Promise<Docker> {
    if (this.docker !== undefined) return this.docker;
    const opening = this.find();
    this.docker = opening;
    opening.catch(() => {
      if (this.docker === opening) this.docker = undefined;
    });
    return opening;
  }

  private async find(): Promise<Docker> {
    const tried: string[] = [];
    for (const address of this.addresses()) {
      const api = new DockerApi(address);
      try {
        const info = await api.info();
        return { api, info, pulls: new ImagePulls(api, (image) => registryLogin(image, this.options.docker)) };
      } catch (cause) {
        if (!(cause instanceof DockerError)) throw cause;
        tried.push(addressText(address));
      }
    }
    throw new DockerError(
      `CannotPullContainerError: no container engine answers (${tried.join(', ')}): start Docker or Podman, or use image "host" to run the command on this machine`,
      undefined,
    );
  }

  private addresses() {
    try {
      return dockerAddresses(this.options.docker);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new DockerError(`CannotPullContainerError: ${why}`, undefined, { cause });
    }
  }

  /** However long the container engine is away: nothing is left behind. */
  private async remove(api: DockerApi, id: string): Promise<void> {
    const { clock, log } = this.options;
    try {
      await removeContainer(api, id);
    } catch (cause) {
      log.error(`could not remove the container ${id.slice(0, 12)}`, cause);
      // What answers with an error will do so again; what does not answer may come back.
      if (cause instanceof DockerError && cause.status === undefined) {
        clock.after(removeAgainMs, () => void this.remove(api, id));
      }
    }
  }
}

/** With the volumes that are its own. No error when it is gone, or going. */
async function removeContainer(api: DockerApi, id: string): Promise<void> {
  try {
    await api.call('DELETE', `/containers/${id}?force=1&v=1`);
  } catch (cause) {
    if (!(cause instanceof DockerError) || (cause.status !== 404 && cause.status !== 409)) throw cause;
  }
}

function named(name: string, cause: unknown): unknown {
  return cause instanceof DockerError && cause.status !== undefined
    ? new DockerError(`${name}: ${cause.message}`, cause.status, { cause })
    : cause;
}
