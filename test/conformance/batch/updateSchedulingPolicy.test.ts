import assert from 'node:assert/strict';
import {
  DescribeSchedulingPoliciesCommand,
  type FairsharePolicy,
  UpdateSchedulingPolicyCommand,
} from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch UpdateSchedulingPolicy', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const update = (arn: string, fairsharePolicy: FairsharePolicy) =>
    target.batch.send(new UpdateSchedulingPolicyCommand({ arn, fairsharePolicy }));

  it('puts the new policy in the place of the old one', async () => {
    const shareDistribution = [{ shareIdentifier: 'blue', weightFactor: 2 }];
    const { arn } = await resources.policy({ fairsharePolicy: { computeReservation: 10, shareDistribution } });
    const fairsharePolicy = { shareDecaySeconds: 60, computeReservation: 0, shareDistribution: [] };
    await update(arn, fairsharePolicy);
    const { schedulingPolicies } = await target.batch.send(new DescribeSchedulingPoliciesCommand({ arns: [arn] }));
    assert.deepEqual(schedulingPolicies?.[0]?.fairsharePolicy, fairsharePolicy);
  });

  it('refuses values out of range and a policy that does not exist', async () => {
    const { arn } = await resources.policy();
    await rejectsWithClientError(target, update(arn, { computeReservation: -1 }), /computeReservation must be/);
    await rejectsWithClientError(target, update(`${arn}-not`, {}), /-not does not exist/);
  });
});
