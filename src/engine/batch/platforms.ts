// What a container may and may not ask for on Fargate, and on EC2.
// https://docs.aws.amazon.com/batch/latest/userguide/fargate.html#when-to-use-fargate
import type { ContainerProperties, LinuxParameters } from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, clientError } from './checks';

const maxInt32 = 2 ** 31 - 1;
const windowsOrLinux = /^(LINUX|WINDOWS_SERVER_[A-Z0-9_]+)$/;

/** @throws ApiError `ClientException`. */
export function checkForFargate(container: ContainerProperties): void {
  const { executionRoleArn, networkConfiguration, ephemeralStorage, runtimePlatform, logConfiguration } = container;
  if (!executionRoleArn) throw clientError('executionRoleArn is required for Fargate.');
  refuseOnFargate(container);
  if (networkConfiguration?.assignPublicIp !== undefined) {
    checkOneOf('networkConfiguration.assignPublicIp', networkConfiguration.assignPublicIp, ['ENABLED', 'DISABLED']);
  }
  checkRange('ephemeralStorage.sizeInGiB', ephemeralStorage?.sizeInGiB, 21, 200);
  if (!windowsOrLinux.test(runtimePlatform?.operatingSystemFamily ?? 'LINUX')) {
    throw clientError(
      `runtimePlatform.operatingSystemFamily must be LINUX or a WINDOWS_SERVER one; it is "${runtimePlatform?.operatingSystemFamily ?? ''}".`,
    );
  }
  checkOneOf('runtimePlatform.cpuArchitecture', runtimePlatform?.cpuArchitecture ?? 'X86_64', ['X86_64', 'ARM64']);
  const driver = logConfiguration?.logDriver ?? 'awslogs';
  if (driver !== 'awslogs' && driver !== 'splunk') {
    throw clientError(`logConfiguration.logDriver ${driver} is not applicable for Fargate: use awslogs or splunk.`);
  }
}

function refuseOnFargate({ ulimits = [], privileged, volumes = [], ...container }: ContainerProperties): void {
  if (ulimits.length > 0) throw clientError('ulimits is not applicable for Fargate.');
  if (privileged === true) throw clientError('privileged is not applicable for Fargate.');
  const { linuxParameters = {}, fargatePlatformConfiguration } = container;
  for (const member of ['devices', 'tmpfs', 'sharedMemorySize', 'maxSwap', 'swappiness'] as const) {
    const value = linuxParameters[member];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    throw clientError(`linuxParameters.${member} is not applicable for Fargate.`);
  }
  const { platformVersion = 'LATEST' } = fargatePlatformConfiguration ?? {};
  if (!/^(LATEST|\d+\.\d+\.\d+)$/.test(platformVersion)) {
    throw clientError(
      `fargatePlatformConfiguration.platformVersion must be LATEST or a version such as 1.4.0; it is "${platformVersion}".`,
    );
  }
  for (const { name = '', host, efsVolumeConfiguration } of volumes) {
    if (host?.sourcePath !== undefined) {
      throw clientError(`volumes: host.sourcePath is not applicable for Fargate; volume "${name}" has one.`);
    }
    if (efsVolumeConfiguration !== undefined && /^1\.[0-3]\./.test(platformVersion)) {
      throw clientError('EFS is supported for Fargate platform version 1.4.0');
    }
  }
}

/** @throws ApiError `ClientException`. */
export function checkForEc2(container: ContainerProperties): void {
  for (const member of [
    'networkConfiguration',
    'fargatePlatformConfiguration',
    'ephemeralStorage',
    'runtimePlatform',
  ] as const) {
    if (container[member] !== undefined) throw clientError(`${member} not applicable for EC2.`);
  }
  if (container.linuxParameters !== undefined) checkLinuxParameters(container.linuxParameters);
}

function checkLinuxParameters({
  maxSwap,
  swappiness,
  sharedMemorySize,
  devices = [],
  tmpfs = [],
}: LinuxParameters): void {
  checkRange('linuxParameters.maxSwap', maxSwap, 0, maxInt32);
  checkRange('linuxParameters.swappiness', swappiness, 0, 100);
  checkRange('linuxParameters.sharedMemorySize', sharedMemorySize, 1, maxInt32);
  for (const { permissions = [] } of devices) {
    for (const permission of permissions) {
      checkOneOf('linuxParameters.devices.permissions', permission, ['READ', 'WRITE', 'MKNOD']);
    }
  }
  for (const { size } of tmpfs) checkRange('linuxParameters.tmpfs.size', size, 1, maxInt32);
}
