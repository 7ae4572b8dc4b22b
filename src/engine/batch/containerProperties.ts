// Checks the container of a job definition.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
import type {
  ContainerProperties,
  LogConfiguration,
  LogDriver,
  PlatformCapability,
  ResourceRequirement,
  Secret,
  Ulimit,
} from '@aws-sdk/client-batch';
import { checkOneOf, clientError } from './checks';
import { checkVolumes } from './containerVolumes';
import { checkEnvironment } from './environment';
import { checkForEc2, checkForFargate } from './platforms';
import { checkResourceRequirements, isFargate } from './resourceRequirements';

const logDrivers = [
  'awsfirelens',
  'awslogs',
  'fluentd',
  'gelf',
  'journald',
  'json-file',
  'splunk',
  'syslog',
] as const satisfies readonly LogDriver[];
const userPattern = /^([a-z0-9_][a-z0-9_-]{0,30})$/;

/** Old definitions, and scripts that write them, are still many. */
type Deprecated = { readonly vcpus?: number; readonly memory?: number };

/**
 * @returns the container with AWS's empty collections filled in, and the deprecated members taken out of it: what they
 *   say is in its resourceRequirements.
 * @throws ApiError `ClientException`.
 */
export function checkContainerProperties(
  given: ContainerProperties,
  platformCapabilities: readonly PlatformCapability[],
): { readonly container: ContainerProperties; readonly deprecated: Deprecated | undefined } {
  if (isFargate(platformCapabilities)) refuseDeprecated(given);
  const { deprecated, requirements } = takeDeprecated(given);
  const rest = Object.entries(given).filter(([member]) => member !== 'vcpus' && member !== 'memory');
  const container: ContainerProperties = {
    ...Object.fromEntries(rest),
    command: given.command ?? [],
    volumes: given.volumes ?? [],
    environment: given.environment ?? [],
    mountPoints: given.mountPoints ?? [],
    ulimits: given.ulimits ?? [],
    secrets: given.secrets ?? [],
    resourceRequirements: requirements,
    logConfiguration: given.logConfiguration && { options: {}, secretOptions: [], ...given.logConfiguration },
  };
  checkProcess(container);
  checkResourceRequirements(requirements, platformCapabilities);
  checkVolumes(container);
  checkUlimits(container.ulimits ?? []);
  checkSecrets('secrets', container.secrets ?? []);
  checkLog(container.logConfiguration);
  if (isFargate(platformCapabilities)) checkForFargate(container);
  else checkForEc2(container);
  return { container, deprecated: Object.keys(deprecated).length > 0 ? deprecated : undefined };
}

/** Moves what the deprecated members say to the requirements. Where both forms are given they must agree. */
function takeDeprecated(given: ContainerProperties) {
  const { vcpus, memory }: Deprecated = given;
  const requirements: ResourceRequirement[] = [...(given.resourceRequirements ?? [])];
  const move = (type: 'VCPU' | 'MEMORY', value: number | undefined): boolean => {
    if (value === undefined) return false;
    const same = requirements.find((requirement) => requirement.type === type);
    if (same === undefined) {
      requirements.push({ type, value: String(value) });
      return true;
    }
    if (Number(same.value) === value) return false;
    const member = type === 'VCPU' ? 'vcpus' : 'memory';
    throw clientError(
      `resourceRequirements says ${type} ${same.value ?? ''}, the deprecated ${member} says ${value}: ` +
        'give resourceRequirements only.',
    );
  };
  const deprecated: Deprecated = {
    ...(move('VCPU', vcpus) && { vcpus }),
    ...(move('MEMORY', memory) && { memory }),
  };
  return { deprecated, requirements };
}

function refuseDeprecated({ vcpus, memory }: Deprecated): void {
  for (const [member, value] of Object.entries({ vcpus, memory })) {
    if (value !== undefined) throw clientError(`${member} is not applicable for Fargate: use resourceRequirements.`);
  }
}

function checkProcess({ image = '', command = [], environment, user, instanceType }: ContainerProperties): void {
  if (!/^\S{1,255}$/.test(image)) {
    throw clientError(
      `containerProperties.image must be 1 to 255 characters without blanks; it is "${image.slice(0, 260)}".`,
    );
  }
  if (command.some((word) => word.includes('\0'))) {
    throw clientError('containerProperties.command must not contain NUL characters.');
  }
  checkEnvironment(environment);
  if (user !== undefined && !userPattern.test(user)) {
    throw clientError(`User '${user}' does not match regex ${userPattern.source}`);
  }
  if (instanceType !== undefined) {
    throw clientError('containerProperties.instanceType applies to multi-node parallel jobs only.');
  }
}

function checkUlimits(ulimits: readonly Ulimit[]): void {
  for (const { name = '', softLimit = 0, hardLimit = 0 } of ulimits) {
    if (!/^[a-z]+$/.test(name)) throw clientError(`ulimits: "${name}" is not the name of a limit, such as nofile.`);
    if (!Number.isInteger(softLimit) || !Number.isInteger(hardLimit)) {
      throw clientError(`ulimits: the limits of ${name} must be whole numbers.`);
    }
    // -1 is "no limit".
    if (hardLimit !== -1 && (softLimit > hardLimit || softLimit === -1)) {
      throw clientError(`ulimits: the softLimit of ${name} (${softLimit}) is above its hardLimit (${hardLimit}).`);
    }
  }
}

function checkSecrets(member: string, secrets: readonly Secret[]): void {
  for (const { name, valueFrom } of secrets) {
    if (!name || !valueFrom) {
      throw clientError(`${member}: a secret needs a name and a valueFrom (an ARN, or the name of an SSM parameter).`);
    }
  }
}

function checkLog(log: LogConfiguration | undefined): void {
  if (log === undefined) return;
  checkOneOf('logConfiguration.logDriver', log.logDriver, logDrivers);
  checkSecrets('logConfiguration.secretOptions', log.secretOptions ?? []);
}
