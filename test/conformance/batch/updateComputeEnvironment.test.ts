import assert from 'node:assert/strict';
import { UpdateComputeEnvironmentCommand, type UpdateComputeEnvironmentCommandInput } from '@aws-sdk/client-batch';
import { BatchResources, describeEnvironment, ec2, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch UpdateComputeEnvironment', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const update = (
    computeEnvironment: string,
    input: Omit<UpdateComputeEnvironmentCommandInput, 'computeEnvironment'>,
  ) => target.batch.send(new UpdateComputeEnvironmentCommand({ computeEnvironment, ...input }));

  it('disables by name and enables by ARN', async () => {
    const { name, arn } = await resources.environment();
    const answer = await update(name, { state: 'DISABLED' });
    assert.deepEqual([answer.computeEnvironmentName, answer.computeEnvironmentArn], [name, arn]);
    assert.equal((await describeEnvironment(target.batch, name)).state, 'DISABLED');
    if (target.isRemote) return; // It would be UPDATING for a while.
    await update(arn, { state: 'ENABLED' });
    assert.equal((await describeEnvironment(target.batch, name)).state, 'ENABLED');
  });

  it('raises maxvCpus and leaves everything else as it was', async () => {
    const { name } = await resources.environment();
    const before = await describeEnvironment(target.batch, name);
    await update(name, { computeResources: { maxvCpus: 9 } });
    const after = await describeEnvironment(target.batch, name);
    assert.deepEqual(after.computeResources, { ...before.computeResources, maxvCpus: 9 });
    assert.equal(after.state, 'ENABLED');
    assert.equal(after.uuid, before.uuid);
  });

  it('raises desiredvCpus within minvCpus and maxvCpus, and never lowers it', async () => {
    if (target.isRemote) return; // It would start instances.
    const { name } = await resources.environment({ computeResources: { ...ec2, instanceTypes: ['optimal'] } });
    await update(name, { computeResources: { desiredvCpus: 3 } });
    assert.equal((await describeEnvironment(target.batch, name)).computeResources?.desiredvCpus, 3);
    await rejectsWithClientError(
      target,
      update(name, { computeResources: { desiredvCpus: 2 } }),
      /scaling down compute environment is not supported/,
    );
    await rejectsWithClientError(target, update(name, { computeResources: { desiredvCpus: 5 } }), /from 0 to 4/);
    await update(name, { computeResources: { maxvCpus: 2 } });
    assert.equal((await describeEnvironment(target.batch, name)).computeResources?.desiredvCpus, 2);
  });

  it('refuses to replace the instances of a BEST_FIT environment', async () => {
    if (target.isRemote) return;
    const { name } = await resources.environment({ computeResources: { ...ec2, instanceTypes: ['optimal'] } });
    const instanceTypes = ['c5'];
    await rejectsWithClientError(target, update(name, { computeResources: { instanceTypes } }), /BEST_FIT/);
    // What is sent along unchanged is no change.
    await update(name, { computeResources: { instanceTypes: ['optimal'], maxvCpus: 8 } });
  });

  it('refuses an update of nothing, of an unknown environment, and values that are none', async () => {
    const { name } = await resources.environment();
    await rejectsWithClientError(target, update(name, {}), /One of \[state \| compute-resources/);
    await rejectsWithClientError(target, update('nothing-here', { state: 'DISABLED' }), /nothing-here does not exist/);
    await rejectsWithClientError(target, update(name, { state: 'OFF' as 'DISABLED' }), /state must be one of ENABLED/);
    await rejectsWithClientError(target, update(name, { unmanagedvCpus: 3 }), /only applicable for UNMANAGED/);
    await rejectsWithClientError(
      target,
      update(name, { computeResources: { type: 'EC2' } }),
      /type cannot change from FARGATE to EC2/,
    );
    await rejectsWithClientError(
      target,
      update(name, { computeResources: { minvCpus: 1 } }),
      /minvCpus is not applicable for Fargate/,
    );
  });
});
