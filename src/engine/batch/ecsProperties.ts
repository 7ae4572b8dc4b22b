// Puts an ecsProperties of one container into the form of containerProperties, in which the engine runs jobs.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_EcsProperties.html
import type {
  ContainerProperties,
  EcsProperties,
  EcsTaskProperties,
  TaskContainerProperties,
} from '@aws-sdk/client-batch';
import { checkOneOf, checkRange, clientError } from './checks';

/**
 * @returns the one container, with what its task says.
 * @throws ApiError `ClientException` for more than one container, and for what one container alone cannot be.
 */
export function containerOfTask({ taskProperties = [] }: EcsProperties, isFargate: boolean): ContainerProperties {
  const [task] = taskProperties;
  if (task === undefined || taskProperties.length > 1) {
    throw clientError(`ecsProperties.taskProperties must have exactly 1 entry; it has ${taskProperties.length}.`);
  }
  const { containers = [] } = task;
  const [container] = containers;
  if (container === undefined) throw clientError('ecsProperties.taskProperties[0].containers must not be empty.');
  if (containers.length > 1) {
    throw clientError(
      `The local engine runs one container per job; ecsProperties has ${containers.length}. Register one container.`,
    );
  }
  checkTask(task, isFargate);
  checkContainer(container);
  return merge(task, container);
}

function checkTask({ ipcMode, pidMode, networkMode }: EcsTaskProperties, isFargate: boolean): void {
  if (networkMode !== undefined) throw clientError('networkMode is only applicable for MANAGED_INSTANCES.');
  if (ipcMode !== undefined) {
    if (isFargate) throw clientError('ipcMode is not applicable for Fargate.');
    checkOneOf('ecsProperties.taskProperties[0].ipcMode', ipcMode, ['host', 'task', 'none']);
  }
  if (pidMode !== undefined) checkOneOf('ecsProperties.taskProperties[0].pidMode', pidMode, ['host', 'task']);
}

function checkContainer({ essential, dependsOn = [], startTimeout, stopTimeout }: TaskContainerProperties): void {
  if (essential === false) throw clientError('ecsProperties: at least one container must be essential.');
  for (const { containerName } of dependsOn) {
    throw clientError(`ecsProperties: dependsOn names "${containerName ?? ''}", and there is no such other container.`);
  }
  checkRange('ecsProperties: startTimeout', startTimeout, 2, 120);
  checkRange('ecsProperties: stopTimeout', stopTimeout, 2, 120);
}

function merge(task: EcsTaskProperties, container: TaskContainerProperties): ContainerProperties {
  return {
    image: container.image,
    command: container.command,
    environment: container.environment,
    linuxParameters: container.linuxParameters,
    logConfiguration: container.logConfiguration,
    mountPoints: container.mountPoints,
    privileged: container.privileged,
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    repositoryCredentials: container.repositoryCredentials,
    resourceRequirements: container.resourceRequirements,
    secrets: container.secrets,
    ulimits: container.ulimits,
    user: container.user,
    jobRoleArn: task.taskRoleArn,
    executionRoleArn: task.executionRoleArn,
    volumes: task.volumes,
    networkConfiguration: task.networkConfiguration,
    ephemeralStorage: task.ephemeralStorage,
    runtimePlatform: task.runtimePlatform,
    enableExecuteCommand: task.enableExecuteCommand,
    fargatePlatformConfiguration:
      task.platformVersion === undefined ? undefined : { platformVersion: task.platformVersion },
  };
}
