import assert from 'node:assert/strict';
import {
  DeleteComputeEnvironmentCommand,
  DescribeComputeEnvironmentsCommand,
  UpdateComputeEnvironmentCommand,
} from '@aws-sdk/client-batch';
import { BatchResources, describeEnvironment, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';
import { until } from '../../support/until';

describe('batch DeleteComputeEnvironment', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const remove = (computeEnvironment: string) =>
    target.batch.send(new DeleteComputeEnvironmentCommand({ computeEnvironment }));
  const disable = async (computeEnvironment: string): Promise<void> => {
    await target.batch.send(new UpdateComputeEnvironmentCommand({ computeEnvironment, state: 'DISABLED' }));
    await until(120_000, 'the environment is disabled', async () => {
      return (await describeEnvironment(target.batch, computeEnvironment)).status === 'VALID';
    });
  };

  it('removes one that is disabled and in no queue', async () => {
    const { name, arn } = await resources.environment();
    await disable(name);
    await remove(arn);
    await until(120_000, 'the environment is gone', async () => {
      const command = new DescribeComputeEnvironmentsCommand({ computeEnvironments: [name] });
      const { computeEnvironments = [] } = await target.batch.send(command);
      return computeEnvironments.every(({ status }) => status === 'DELETED');
    });
  });

  it('refuses one that is enabled', async () => {
    const { name } = await resources.environment();
    await rejectsWithClientError(target, remove(name), /^Cannot delete, state must be DISABLED/);
  });

  it('refuses one that a queue uses', async () => {
    const environment = await resources.environment();
    await resources.queue([environment]);
    await disable(environment.name);
    await rejectsWithClientError(target, remove(environment.name), /found existing JobQueue relationship/);
  });

  it('says what does not exist', async () => {
    if (target.isRemote) return; // Not documented; some say that AWS lets it pass.
    await rejectsWithClientError(target, remove('nothing-here'), /compute-environment\/nothing-here does not exist/);
    const arn = 'arn:aws:batch:eu-west-1:999999999999:compute-environment/x';
    await assert.rejects(remove(arn), { message: `${arn} does not exist` });
  });
});
