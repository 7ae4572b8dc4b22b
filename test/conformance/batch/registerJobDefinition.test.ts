import assert from 'node:assert/strict';
import {
  type ContainerProperties,
  DeregisterJobDefinitionCommand,
  DescribeJobDefinitionsCommand,
  RegisterJobDefinitionCommand,
  type RegisterJobDefinitionCommandInput,
} from '@aws-sdk/client-batch';
import { BatchResources, container, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

/** With the deprecated members, which clients still send. */
type GivenContainer = Omit<ContainerProperties, 'vcpus' | 'memory'> & {
  readonly vcpus?: number;
  readonly memory?: number;
};

const fargateContainer: ContainerProperties = {
  image: 'busybox',
  executionRoleArn: process.env.REMOTE_EXECUTION_ROLE ?? 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
  resourceRequirements: [
    { type: 'VCPU', value: '0.25' },
    { type: 'MEMORY', value: '512' },
  ],
};

describe('batch RegisterJobDefinition', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const register = (input: Partial<RegisterJobDefinitionCommandInput>) =>
    target.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: uniqueName('definition'),
        type: 'container',
        containerProperties: container,
        ...input,
      }),
    );
  const refused = (input: Partial<RegisterJobDefinitionCommandInput>, text: RegExp): Promise<void> =>
    rejectsWithClientError(target, register(input), text);
  const refusedContainer = (properties: GivenContainer, text: RegExp): Promise<void> =>
    refused({ containerProperties: { ...container, ...properties } }, text);
  const refusedFargate = (properties: GivenContainer, text: RegExp): Promise<void> => {
    const containerProperties = { ...fargateContainer, ...properties };
    return refused({ containerProperties, platformCapabilities: ['FARGATE'] }, text);
  };
  const size = (vcpus: string, memory: string): Pick<ContainerProperties, 'resourceRequirements'> => ({
    resourceRequirements: [
      { type: 'VCPU', value: vcpus },
      { type: 'MEMORY', value: memory },
    ],
  });
  const describeOne = async (arn: string) => {
    const answer = await target.batch.send(new DescribeJobDefinitionsCommand({ jobDefinitions: [arn] }));
    const [definition] = answer.jobDefinitions ?? [];
    assert(definition);
    return definition;
  };

  it('numbers revisions from 1 and never gives a number again', async () => {
    const jobDefinitionName = uniqueName('definition');
    const first = await resources.definition({ jobDefinitionName });
    assert.match(first.arn, new RegExp(`^arn:aws:batch:[a-z0-9-]+:\\d{12}:job-definition/${jobDefinitionName}:1$`));
    const second = await register({ jobDefinitionName });
    assert.equal(second.revision, 2);
    await target.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: second.jobDefinitionArn }));
    const third = await register({ jobDefinitionName });
    assert.equal(third.revision, 3);
    assert.equal(third.jobDefinitionName, jobDefinitionName);
    await target.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: third.jobDefinitionArn }));
  });

  it('keeps all that was given, with empty collections filled in', async () => {
    const { arn } = await resources.definition({
      parameters: { input: 'a.txt' },
      retryStrategy: { attempts: 2 },
      timeout: { attemptDurationSeconds: 60 },
      tags: { team: 'a' },
      propagateTags: true,
      schedulingPriority: 9999,
      containerProperties: {
        ...container,
        environment: [{ name: 'MODE', value: 'fast' }],
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/x' } },
        volumes: [{ name: 'scratch', host: { sourcePath: '/tmp' } }],
        mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch', readOnly: false }],
      },
    });
    const definition = await describeOne(arn);
    assert.equal(definition.status, 'ACTIVE');
    assert.equal(definition.type, 'container');
    assert.equal(definition.containerOrchestrationType, 'ECS');
    assert.deepEqual(definition.parameters, { input: 'a.txt' });
    assert.deepEqual(definition.retryStrategy, { attempts: 2, evaluateOnExit: [] });
    assert.deepEqual(definition.timeout, { attemptDurationSeconds: 60 });
    assert.deepEqual(definition.tags, { team: 'a' });
    assert.equal(definition.propagateTags, true);
    assert.equal(definition.schedulingPriority, 9999);
    const properties = definition.containerProperties;
    assert.equal(properties?.image, 'busybox');
    assert.deepEqual(properties.environment, [{ name: 'MODE', value: 'fast' }]);
    assert.deepEqual(properties.ulimits, []);
    assert.deepEqual(properties.secrets, []);
    assert.deepEqual(properties.resourceRequirements, container.resourceRequirements);
    assert.deepEqual(properties.logConfiguration, {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/x' },
      secretOptions: [],
    });
  });

  it('takes the deprecated vcpus and memory, and shows them as they were given', async () => {
    const { arn } = await resources.definition({ containerProperties: { image: 'busybox', vcpus: 2, memory: 64 } });
    const properties: { vcpus?: number; memory?: number } | undefined = (await describeOne(arn)).containerProperties;
    assert.deepEqual([properties?.vcpus, properties?.memory], [2, 64]);
    await refusedContainer({ memory: 999 }, /MEMORY 128, the deprecated memory says 999/);
  });

  it('takes the sizes of Fargate and no others', async () => {
    await resources.definition({ containerProperties: fargateContainer, platformCapabilities: ['FARGATE'] });
    const containerProperties = { ...fargateContainer, ...size('16', '40960') };
    await resources.definition({ containerProperties, platformCapabilities: ['FARGATE'] });
    await refusedFargate(size('2', '1024'), /^Fargate resource requirements \(2\.00 vCPU, 1024 MiB\) not valid\.$/);
    await refusedFargate(size('0.25', '1536'), /\(0\.25 vCPU, 1536 MiB\) not valid/);
    await refusedFargate(size('3', '8192'), /\(3\.00 vCPU, 8192 MiB\) not valid/);
  });

  it('refuses what Fargate has no use for', async () => {
    await refusedFargate({ executionRoleArn: undefined }, /executionRoleArn is required for Fargate/);
    await refusedFargate({ privileged: true }, /privileged is not applicable for Fargate/);
    await refusedFargate({ ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }] }, /ulimits is not applicable/);
    await refusedFargate({ linuxParameters: { sharedMemorySize: 64 } }, /sharedMemorySize is not applicable/);
    await refusedFargate({ volumes: [{ name: 'v', host: { sourcePath: '/' } }] }, /host.sourcePath is not applicable/);
    await refusedFargate({ logConfiguration: { logDriver: 'syslog' } }, /use awslogs or splunk/);
    await refusedFargate({ ephemeralStorage: { sizeInGiB: 20 } }, /sizeInGiB must be a whole number from 21 to 200/);
    await refusedFargate({ vcpus: 1 }, /vcpus is not applicable for Fargate/);
    await refusedFargate(
      {
        volumes: [{ name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
        fargatePlatformConfiguration: { platformVersion: '1.3.0' },
      },
      /^EFS is supported for Fargate platform version 1\.4\.0$/,
    );
  });

  it('refuses what EC2 has no use for, and sizes that it has not', async () => {
    await refusedContainer(
      { networkConfiguration: { assignPublicIp: 'ENABLED' } },
      /^networkConfiguration not applicable for EC2\.$/,
    );
    await refusedContainer(size('0.5', '128'), /VCPU must be a whole number of at least 1 on EC2; it is 0\.5\. Frac/);
    await refusedContainer(size('1', '3'), /MEMORY must be a whole number of at least 4 on EC2; it is 3/);
    await refusedContainer(size('one', '128'), /VCPU must be a number in a string; it is "one"/);
    await refusedContainer({ resourceRequirements: [{ type: 'MEMORY', value: '128' }] }, /^vCPU is not provided\./);
    await refusedContainer({ instanceType: 'c5.large' }, /multi-node parallel jobs only/);
  });

  it('refuses a container that could not run', async () => {
    await refusedContainer({ image: undefined }, /image must be 1 to 255 characters/);
    await refusedContainer({ environment: [{ name: 'AWS_BATCH_X', value: '1' }] }, /cannot start with "AWS_BATCH"/);
    await refusedContainer({ user: 'Root!' }, /^User 'Root!' does not match regex \^\(\[a-z0-9_\]/);
    await refusedContainer({ mountPoints: [{ sourceVolume: 'x', containerPath: '/x' }] }, /there is no volume "x"/);
    await refusedContainer({ volumes: [{ name: 'v' }, { name: 'v' }] }, /"v" is given twice/);
    await refusedContainer({ logConfiguration: { logDriver: 'paper' as 'awslogs' } }, /logDriver must be one of/);
    await refusedContainer({ secrets: [{ name: 'S', valueFrom: '' }] }, /a secret needs a name and a valueFrom/);
  });

  it('refuses a retry strategy, timeout or priority out of range', async () => {
    await refused({ retryStrategy: {} }, /^RetryAttempts must be provided with retry strategy$/);
    await refused({ retryStrategy: { attempts: 11 } }, /attempts must be a whole number from 1 to 10; it is 11/);
    const exits = (onExitCode: string) => [{ onExitCode, action: 'EXIT' as const }];
    await refused({ retryStrategy: { attempts: 2, evaluateOnExit: exits('1?') } }, /onExitCode .* it is "1\?"/);
    const six = Array(6).fill(exits('1')[0]) as { onExitCode: string; action: 'EXIT' }[];
    await refused({ retryStrategy: { attempts: 2, evaluateOnExit: six } }, /5 entries at most; it has 6/);
    await refused({ timeout: { attemptDurationSeconds: 59 } }, /attemptDurationSeconds must be a whole number from 60/);
    await refused({ schedulingPriority: 10_000 }, /schedulingPriority must be a whole number from 0 to 9999/);
  });

  it('refuses a bad name, no container, two of them, and more than 24 KiB', async () => {
    await refused({ jobDefinitionName: 'a:1' }, /jobDefinitionName "a:1" must be/);
    await refused({ containerProperties: undefined }, /either containerProperties or ecsProperties/);
    const ecsProperties = { taskProperties: [{ containers: [container] }] };
    await refused({ ecsProperties }, /either containerProperties or ecsProperties/);
    const parameters = { text: 'x'.repeat(24 * 1024) };
    await refused({ parameters }, /bytes long; 24576 are allowed/);
  });

  it('takes an ecsProperties of one container', async () => {
    const ecsProperties = { taskProperties: [{ containers: [container] }] };
    const { arn } = await resources.definition({ containerProperties: undefined, ecsProperties });
    const definition = await describeOne(arn);
    assert.equal(definition.containerProperties, undefined);
    const [task] = definition.ecsProperties?.taskProperties ?? [];
    assert.equal(task?.containers?.[0]?.image, 'busybox');
  });

  it('says what the local engine does not run', async () => {
    if (target.isRemote) return;
    const two = [
      { ...container, name: 'a' },
      { ...container, name: 'b' },
    ];
    const ecsProperties = { taskProperties: [{ containers: two }] };
    await refused({ containerProperties: undefined, ecsProperties }, /runs one container per job; ecsProperties has 2/);
    const nodeProperties = { numNodes: 2, mainNode: 0, nodeRangeProperties: [] };
    await refused({ type: 'multinode', nodeProperties }, /does not run multi-node parallel jobs/);
    await refused({ eksProperties: {} }, /does not run EKS jobs/);
    await refused({ platformCapabilities: ['MANAGED_INSTANCES'] }, /does not run MANAGED_INSTANCES jobs/);
  });
});
