import assert from 'node:assert/strict';
import { CreateComputeEnvironmentCommand, type CreateComputeEnvironmentCommandInput } from '@aws-sdk/client-batch';
import {
  BatchResources,
  describeEnvironment,
  ec2,
  fargate,
  rejectsWithClientError,
} from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

describe('batch CreateComputeEnvironment', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const refused = (overrides: Partial<CreateComputeEnvironmentCommandInput>, text: RegExp): Promise<void> => {
    const input = { computeEnvironmentName: uniqueName('env'), type: 'MANAGED', computeResources: fargate } as const;
    return rejectsWithClientError(
      target,
      target.batch.send(new CreateComputeEnvironmentCommand({ ...input, ...overrides })),
      text,
    );
  };

  it('makes a Fargate environment that is soon VALID', async () => {
    const { name, arn } = await resources.environment({ tags: { team: 'a' } });
    assert.match(arn, new RegExp(`^arn:aws:batch:[a-z0-9-]+:\\d{12}:compute-environment/${name}$`));
    const environment = await describeEnvironment(target.batch, name);
    assert.equal(environment.type, 'MANAGED');
    assert.equal(environment.state, 'ENABLED');
    assert.equal(environment.statusReason, 'ComputeEnvironment Healthy');
    assert.equal(environment.containerOrchestrationType, 'ECS');
    assert.equal(environment.computeResources?.maxvCpus, 4);
    assert.match(environment.ecsClusterArn ?? '', /^arn:aws:ecs:.*:cluster\//);
    assert.match(environment.serviceRole ?? '', /AWSServiceRoleForBatch$/);
    assert.ok(environment.uuid);
    assert.deepEqual(environment.tags, { team: 'a' });
  });

  it('makes an EC2 environment whose desiredvCpus begins at minvCpus', async () => {
    const { name } = await resources.environment({ computeResources: { ...ec2, instanceTypes: ['optimal'] } });
    const { computeResources } = await describeEnvironment(target.batch, name);
    assert.equal(computeResources?.desiredvCpus, 0);
    assert.deepEqual(computeResources.instanceTypes, ['optimal']);
  });

  it('makes an unmanaged environment', async () => {
    if (target.isRemote) return; // AWS wants a service role that exists.
    const { name } = await resources.environment({ type: 'UNMANAGED', computeResources: undefined, unmanagedvCpus: 8 });
    const environment = await describeEnvironment(target.batch, name);
    assert.equal(environment.unmanagedvCpus, 8);
    assert.equal(environment.computeResources, undefined);
  });

  it('refuses a name that is taken or not one', async () => {
    const { name } = await resources.environment();
    await refused({ computeEnvironmentName: name }, /already exists/);
    await refused({ computeEnvironmentName: 'two words' }, /letters, digits, hyphens/);
    await refused({ computeEnvironmentName: 'n'.repeat(129) }, /letters, digits, hyphens/);
  });

  it('refuses what is wrong with the environment', async () => {
    await refused({ type: 'SERVERLESS' as 'MANAGED' }, /type must be one of MANAGED, UNMANAGED; it is "SERVERLESS"/);
    await refused({ computeResources: undefined }, /computeResources is required/);
    await refused({ state: 'DISABLED' }, /must be created in the ENABLED state/);
    await refused({ unmanagedvCpus: 4 }, /unmanagedvCpus is only applicable for UNMANAGED/);
    await refused({ tags: { 'aws:x': '1' } }, /tag key "aws:x"/);
  });

  it('holds Fargate to its rules', async () => {
    await refused({ computeResources: { ...fargate, subnets: [] } }, /subnets must have 1 to 16 entries/);
    await refused({ computeResources: { ...fargate, securityGroupIds: [] } }, /securityGroupIds must have 1 to 5/);
    await refused({ computeResources: { ...fargate, maxvCpus: 0 } }, /maxvCpus must be a whole number from 1/);
    await refused(
      { computeResources: { ...fargate, desiredvCpus: 1 } },
      /desiredvCpus is not applicable for Fargate\./,
    );
    await refused({ computeResources: { ...fargate, tags: { a: 'b' } } }, /tags is not applicable for Fargate\./);
    await refused({ computeResources: { ...fargate, subnets: ['vpc-1'] } }, /"vpc-1" must look like subnet-/);
  });

  it('holds EC2 to its rules', async () => {
    const valid = { ...ec2, instanceTypes: ['optimal'] };
    await refused({ computeResources: { ...valid, instanceRole: undefined } }, /^Instance role is required\.$/);
    await refused({ computeResources: { ...valid, minvCpus: undefined } }, /^Resource minvCpus is required\.$/);
    await refused({ computeResources: { ...valid, instanceTypes: [] } }, /^Resource instanceTypes is required\.$/);
    await refused({ computeResources: { ...valid, minvCpus: 8 } }, /minvCpus \(8\) must not be greater than maxvCpus/);
    await refused(
      { computeResources: { ...valid, desiredvCpus: 5 } },
      /desiredvCpus must be a whole number from 0 to 4/,
    );
    await refused({ computeResources: { ...valid, type: 'SPOT' } }, /spotIamFleetRole is required/);
    await refused(
      { computeResources: { ...valid, allocationStrategy: 'SPOT_CAPACITY_OPTIMIZED' } },
      /SPOT_CAPACITY_OPTIMIZED is only for SPOT, not for EC2/,
    );
  });

  it('says what the local engine does not run', async () => {
    if (target.isRemote) return;
    const eksConfiguration = {
      eksClusterArn: 'arn:aws:eks:us-east-1:123456789012:cluster/c',
      kubernetesNamespace: 'n',
    };
    await refused({ eksConfiguration }, /local engine does not run EKS/);
    const computeResources = { ...fargate, type: 'ECS_MANAGED_INSTANCES' } as const;
    await refused({ computeResources }, /does not run ECS_MANAGED_INSTANCES/);
  });
});
