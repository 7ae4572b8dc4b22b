import assert from 'node:assert/strict';
import { DescribeSchedulingPoliciesCommand } from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch DescribeSchedulingPolicies', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const describePolicies = async (arns: string[]) =>
    (await target.batch.send(new DescribeSchedulingPoliciesCommand({ arns }))).schedulingPolicies ?? [];

  it('gives those that exist and leaves out the others', async () => {
    const [one, other] = [await resources.policy(), await resources.policy()];
    await resources.policy();
    const found = await describePolicies([one.arn, `${one.arn}-not`, other.arn]);
    assert.deepEqual(found.map(({ name }) => name).sort(), [one.name, other.name].sort());
  });

  it('refuses more than 100 ARNs', async () => {
    const { arn } = await resources.policy();
    const arns = Array.from({ length: 101 }, (_, index) => `${arn}${index}`);
    await rejectsWithClientError(target, describePolicies(arns), /arns can have 100 entries at most; it has 101/);
  });
});
