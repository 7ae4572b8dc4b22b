import assert from 'node:assert/strict';
import {
  DeregisterJobDefinitionCommand,
  DescribeJobDefinitionsCommand,
  RegisterJobDefinitionCommand,
} from '@aws-sdk/client-batch';
import { container, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

describe('batch DeregisterJobDefinition', () => {
  let target: Target;
  before(async () => {
    target = await openTarget();
  });
  after(() => target.close());

  const deregister = (jobDefinition: string) =>
    target.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition }));
  const register = (jobDefinitionName: string) =>
    target.batch.send(
      new RegisterJobDefinitionCommand({ jobDefinitionName, type: 'container', containerProperties: container }),
    );

  it('turns one revision INACTIVE, by name:revision or by ARN, as often as it is asked', async () => {
    const name = uniqueName('definition');
    await register(name);
    const second = await register(name);
    const statuses = async (): Promise<unknown> => {
      const describe = new DescribeJobDefinitionsCommand({ jobDefinitionName: name });
      const { jobDefinitions = [] } = await target.batch.send(describe);
      return jobDefinitions.map(({ revision, status }) => `${revision ?? ''} ${status ?? ''}`).sort();
    };
    await deregister(`${name}:1`);
    assert.deepEqual(await statuses(), ['1 INACTIVE', '2 ACTIVE']);
    await deregister(second.jobDefinitionArn ?? '');
    await deregister(`${name}:2`);
    assert.deepEqual(await statuses(), ['1 INACTIVE', '2 INACTIVE']);
  });

  it('refuses a name without revision, and what does not exist', async () => {
    const name = uniqueName('definition');
    const { jobDefinitionArn = '' } = await register(name);
    await rejectsWithClientError(target, deregister(name), /must name a revision/);
    if (!target.isRemote) await rejectsWithClientError(target, deregister(`${name}:7`), /:7 does not exist/);
    await deregister(jobDefinitionArn);
  });
});
