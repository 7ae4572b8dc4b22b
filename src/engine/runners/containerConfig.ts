// What Docker is told of a container: the properties of a Batch job in Docker's words.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
import { cpus } from 'node:os';
import type { ContainerProperties, LinuxParameters } from '@aws-sdk/client-batch';
import type { TaskRequest } from './runner';

/** Labels of our containers: by them they are found again. */
export const dataLabel = 'aws-batch-engine.data';
const taskLabel = 'aws-batch-engine.task';

export type ContainerPlace = {
  /** Tells the containers of this engine from those of others. */
  readonly dataDir: string;
  /** Docker Desktop runs containers in a virtual machine: this machine has another name there. */
  readonly isDesktop: boolean;
};

const mebi = 1024 * 1024;

/** The body of `POST /containers/create`. */
export function containerConfig(request: TaskRequest, { dataDir, isDesktop }: ContainerPlace): object {
  const { image, command, environment, taskId, container } = request;
  return {
    Image: image,
    ...(command.length > 0 && { Cmd: command }),
    ...(container.user !== undefined && { User: container.user }),
    Env: Object.entries(environment).map(([name, value]) => `${name}=${isDesktop ? atDesktop(name, value) : value}`),
    Labels: { [dataLabel]: dataDir, [taskLabel]: taskId },
    HostConfig: {
      // On Linux 127.0.0.1 is then the same place inside and outside.
      ...(!isDesktop && { NetworkMode: 'host' }),
      ...limits(request),
      ...linuxSettings(container.linuxParameters ?? {}),
      ...volumesOf(container),
      Ulimits: (container.ulimits ?? []).map(({ name, softLimit, hardLimit }) => ({
        ...{ Name: name, Soft: softLimit, Hard: hardLimit },
      })),
      Privileged: container.privileged ?? false,
      ReadonlyRootfs: container.readonlyRootFilesystem ?? false,
      // The engine reads the output itself: Docker need not keep it.
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}

function atDesktop(name: string, value: string): string {
  return name.startsWith('AWS_ENDPOINT_URL') ? value.replace('//127.0.0.1:', '//host.docker.internal:') : value;
}

function limits({ vcpus, memoryMiB, isFargate, container }: TaskRequest): object {
  const gpus = Number(container.resourceRequirements?.find(({ type }) => type === 'GPU')?.value ?? 0);
  const { maxSwap, swappiness } = container.linuxParameters ?? {};
  return {
    Memory: memoryMiB * mebi,
    // Without it Docker would give as much swap again, and what is too large would not be told.
    MemorySwap: (memoryMiB + (maxSwap ?? 0)) * mebi,
    ...(swappiness !== undefined && { MemorySwappiness: swappiness }),
    // Docker refuses more than the machine has.
    ...(isFargate
      ? { NanoCpus: Math.round(Math.min(vcpus, cpus().length) * 1e9) }
      : { CpuShares: Math.max(2, Math.round(vcpus * 1024)) }),
    ...(gpus > 0 && { DeviceRequests: [{ Count: gpus, Capabilities: [['gpu']] }] }),
  };
}

function linuxSettings({ initProcessEnabled, sharedMemorySize, tmpfs, devices }: LinuxParameters): object {
  return {
    Init: initProcessEnabled ?? false,
    ...(sharedMemorySize !== undefined && { ShmSize: sharedMemorySize * mebi }),
    ...(tmpfs !== undefined && {
      Tmpfs: Object.fromEntries(
        tmpfs.map(({ containerPath = '', size = 0, mountOptions = [] }) => [
          containerPath,
          [`size=${size}m`, ...mountOptions].join(','),
        ]),
      ),
    }),
    ...(devices !== undefined && {
      Devices: devices.map(({ hostPath, containerPath = hostPath, permissions = ['READ', 'WRITE', 'MKNOD'] }) => ({
        PathOnHost: hostPath,
        PathInContainer: containerPath,
        CgroupPermissions: permissions.map((word) => word.charAt(0).toLowerCase()).join(''),
      })),
    }),
  };
}

function volumesOf({ volumes = [], mountPoints = [] }: ContainerProperties): object {
  const sources = new Map(volumes.map(({ name, host }) => [name, host?.sourcePath]));
  const mounts = mountPoints.map(({ sourceVolume, containerPath = '', readOnly = false }) => ({
    ...{ source: sources.get(sourceVolume), containerPath, readOnly },
  }));
  return {
    // Docker makes a folder of this machine that does not exist, as the agent of ECS does.
    Binds: mounts.flatMap(({ source, containerPath, readOnly }) =>
      source ? [`${source}:${containerPath}${readOnly ? ':ro' : ''}`] : [],
    ),
    Mounts: mounts.flatMap(({ source, containerPath, readOnly }) =>
      source ? [] : [{ Type: 'volume', Target: containerPath, ReadOnly: readOnly }],
    ),
  };
}

/** Why it cannot run here, in the words of ECS; undefined: it can. */
export function refusalOf({ container }: TaskRequest, isPrivilegedAllowed: boolean): string | undefined {
  if (container.privileged === true && !isPrivilegedAllowed) {
    return 'CannotCreateContainerError: privileged containers could take over this machine; start the local engine with --allow-privileged to run them';
  }
  const remote = container.volumes?.find(
    (volume) => volume.efsVolumeConfiguration ?? volume.s3filesVolumeConfiguration,
  );
  return remote === undefined
    ? undefined
    : `ResourceInitializationError: the local engine mounts folders of this machine only; the volume "${remote.name ?? ''}" is on AWS`;
}
