import assert from 'node:assert/strict';
import {
  CreateSchedulingPolicyCommand,
  DescribeSchedulingPoliciesCommand,
  type FairsharePolicy,
} from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

describe('batch CreateSchedulingPolicy', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const refused = (fairsharePolicy: FairsharePolicy, text: RegExp): Promise<void> =>
    rejectsWithClientError(
      target,
      target.batch.send(new CreateSchedulingPolicyCommand({ name: uniqueName('policy'), fairsharePolicy })),
      text,
    );

  it('keeps the policy', async () => {
    const shareDistribution = [
      { shareIdentifier: 'blue', weightFactor: 0.5 },
      { shareIdentifier: 'red*', weightFactor: 999.9999 },
    ];
    const fairsharePolicy = { shareDecaySeconds: 3600, computeReservation: 99, shareDistribution };
    const { name, arn } = await resources.policy({ fairsharePolicy, tags: { team: 'a' } });
    assert.match(arn, new RegExp(`^arn:aws:batch:[a-z0-9-]+:\\d{12}:scheduling-policy/${name}$`));
    const { schedulingPolicies } = await target.batch.send(new DescribeSchedulingPoliciesCommand({ arns: [arn] }));
    assert.deepEqual(schedulingPolicies, [{ name, arn, fairsharePolicy, tags: { team: 'a' } }]);
  });

  it('refuses a name that is taken or not one', async () => {
    const { name } = await resources.policy();
    const create = (other: string) => target.batch.send(new CreateSchedulingPolicyCommand({ name: other }));
    await rejectsWithClientError(target, create(name), /already exists/);
    await rejectsWithClientError(target, create('a b'), /name "a b" must be/);
  });

  it('refuses shares out of range, badly named or overlapping', async () => {
    await refused({ shareDecaySeconds: 604_801 }, /shareDecaySeconds must be a whole number from 0 to 604800/);
    await refused({ computeReservation: 100 }, /computeReservation must be a whole number from 0 to 99/);
    await refused({ shareDistribution: [{ shareIdentifier: 'a-b' }] }, /letters and digits/);
    const weightFactor = 0.00001;
    await refused({ shareDistribution: [{ shareIdentifier: 'a', weightFactor }] }, /weightFactor of a must be 0.0001/);
    const pair = (one: string, other: string) => [{ shareIdentifier: one }, { shareIdentifier: other }];
    await refused({ shareDistribution: pair('UserA*', 'UserA1') }, /UserA\* and UserA1 overlap/);
    await refused({ shareDistribution: pair('a', 'a') }, /a and a overlap/);
  });

  it('says that the local engine does not run quota shares', async () => {
    if (target.isRemote) return;
    const quotaSharePolicy = { idleResourceAssignmentStrategy: 'FIFO' } as const;
    const create = new CreateSchedulingPolicyCommand({ name: uniqueName('policy'), quotaSharePolicy });
    await rejectsWithClientError(target, target.batch.send(create), /does not run quota shares/);
  });
});
