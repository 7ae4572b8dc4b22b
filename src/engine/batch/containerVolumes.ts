// Checks a container's volumes and where they are mounted.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_Volume.html
import type { ContainerProperties, EFSVolumeConfiguration, Volume } from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, clientError } from './checks';

/** @throws ApiError `ClientException` for a volume that is none, or a mount point without its volume. */
export function checkVolumes({ volumes = [], mountPoints = [] }: ContainerProperties): void {
  const names = new Set<string>();
  for (const volume of volumes) {
    const name = checkVolume(volume);
    if (names.has(name)) throw clientError(`volumes: the name "${name}" is given twice.`);
    names.add(name);
  }
  for (const { sourceVolume = '', containerPath } of mountPoints) {
    if (!names.has(sourceVolume)) {
      throw clientError(
        `mountPoints: there is no volume "${sourceVolume}"; volumes has ${[...names].join(', ') || 'none'}.`,
      );
    }
    if (!containerPath) throw clientError(`mountPoints: the one of volume "${sourceVolume}" has no containerPath.`);
  }
}

/** @returns its name. */
function checkVolume({ name = '', host, efsVolumeConfiguration, s3filesVolumeConfiguration }: Volume): string {
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    throw clientError(
      `volumes: the name "${name.slice(0, 260)}" must be 1 to 255 letters, digits, hyphens and underscores.`,
    );
  }
  const sources = [host, efsVolumeConfiguration, s3filesVolumeConfiguration].filter((source) => source !== undefined);
  if (sources.length > 1) {
    throw clientError(
      `volumes: "${name}" can have one of host, efsVolumeConfiguration and s3filesVolumeConfiguration, not ${sources.length}.`,
    );
  }
  if (efsVolumeConfiguration !== undefined) checkEfs(name, efsVolumeConfiguration);
  return name;
}

function checkEfs(volume: string, efs: EFSVolumeConfiguration): void {
  const { fileSystemId, transitEncryption = 'DISABLED', transitEncryptionPort, authorizationConfig } = efs;
  const member = `volumes: "${volume}": efsVolumeConfiguration`;
  if (!fileSystemId) throw clientError(`${member}.fileSystemId must not be empty.`);
  checkOneOf(`${member}.transitEncryption`, transitEncryption, ['ENABLED', 'DISABLED']);
  checkRange(`${member}.transitEncryptionPort`, transitEncryptionPort, 0, 65_535);
  if (authorizationConfig?.iam !== undefined) {
    checkOneOf(`${member}.authorizationConfig.iam`, authorizationConfig.iam, ['ENABLED', 'DISABLED']);
  }
  const needsEncryption = authorizationConfig?.iam === 'ENABLED' || authorizationConfig?.accessPointId !== undefined;
  if (needsEncryption && transitEncryption !== 'ENABLED') {
    throw clientError(`${member}: transitEncryption must be ENABLED to use IAM or an access point.`);
  }
}
