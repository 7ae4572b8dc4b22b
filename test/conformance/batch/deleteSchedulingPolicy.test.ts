import assert from 'node:assert/strict';
import { DeleteSchedulingPolicyCommand, DescribeSchedulingPoliciesCommand } from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch DeleteSchedulingPolicy', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const remove = (arn: string) => target.batch.send(new DeleteSchedulingPolicyCommand({ arn }));

  it('removes a policy that no queue uses', async () => {
    const { arn } = await resources.policy();
    await remove(arn);
    const { schedulingPolicies } = await target.batch.send(new DescribeSchedulingPoliciesCommand({ arns: [arn] }));
    assert.deepEqual(schedulingPolicies, []);
    if (!target.isRemote) await rejectsWithClientError(target, remove(arn), /does not exist/);
  });

  it('refuses one that a queue uses', async () => {
    const { arn } = await resources.policy();
    const queue = await resources.queue([await resources.environment()], { schedulingPolicyArn: arn });
    await rejectsWithClientError(target, remove(arn), new RegExp(`the job queue ${queue.name} uses it`));
  });
});
