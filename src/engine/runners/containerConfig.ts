// What Docker is told of a container: the properties of a Batch job in Docker's words.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
import { cpus } from 'node:os';
import type { ContainerProperties, LinuxParameters } from '@aws-sdk/client-batch';
import type { DockerInfo } from './dockerApi';
import type { TaskRequest } from './runner';

/** Labels of our containers: by them they are found again. */
export const dataLabel = 'aws-batch-engine.data';
const taskLabel = 'aws-batch-engine.task';

export type ContainerPlace = Pick<DockerInfo, 'network'> & {
  /** Tells the containers of this engine from those of others. */
  readonly dataDir: string;
};

const mebi = 1024 * 1024;
/** The name of this machine where its network is not shared; Docker Desktop knows it by itself. */
const hostName = 'host.docker.internal';
/** Of this machine in the network that rootless Docker makes. https://github.com/moby/moby/pull/47352 */
const rootlessHost = '10.0.2.2';
/** Nothing tells from outside whether it is so. */
export const rootlessHint =
  'If it could not reach the local engine: rootless Docker lets containers reach this machine only when its service is started with DOCKERD_ROOTLESS_ROOTLESSKIT_DISABLE_HOST_LOOPBACK=false';

/** The body of `POST /containers/create`. */
export function containerConfig(request: TaskRequest, { dataDir, network }: ContainerPlace): object {
  const { image, command, environment, taskId, container } = request;
  return {
    Image: image,
    ...(command.length > 0 && { Cmd: command }),
    ...(container.user !== undefined && { User: container.user }),
    Env: Object.entries(environment).map(
      ([name, value]) => `${name}=${network === 'shared' ? value : fromElsewhere(name, value)}`,
    ),
    Labels: { [dataLabel]: dataDir, [taskLabel]: taskId },
    HostConfig: {
      // On Linux 127.0.0.1 is then the same place inside and outside.
      ...(network === 'shared' && { NetworkMode: 'host' }),
      ...(network === 'rootless' && { ExtraHosts: [`${hostName}:${rootlessHost}`] }),
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

function fromElsewhere(name: string, value: string): string {
  return name.startsWith('AWS_ENDPOINT_URL') ? value.replace('//127.0.0.1:', `//${hostName}:`) : value;
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
