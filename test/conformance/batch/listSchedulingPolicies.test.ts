import assert from 'node:assert/strict';
import { ListSchedulingPoliciesCommand, paginateListSchedulingPolicies } from '@aws-sdk/client-batch';
import { BatchResources, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch ListSchedulingPolicies', () => {
  let target: Target;
  let resources: BatchResources;
  let three: readonly Named[];
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    three = [await resources.policy(), await resources.policy(), await resources.policy()];
  });
  after(() => resources.removeAndClose());

  it('gives the ARN of every policy once, page by page', async () => {
    const seen: (string | undefined)[] = [];
    const paginator = paginateListSchedulingPolicies({ client: target.batch, pageSize: 2 }, {});
    for await (const { schedulingPolicies = [] } of paginator) {
      assert.ok(schedulingPolicies.length <= 2);
      for (const policy of schedulingPolicies) assert.deepEqual(Object.keys(policy), ['arn']);
      seen.push(...schedulingPolicies.map(({ arn }) => arn));
    }
    assert.equal(new Set(seen).size, seen.length);
    for (const { arn } of three) assert.ok(seen.includes(arn));
  });

  it('refuses a page size out of range', async () => {
    const list = new ListSchedulingPoliciesCommand({ maxResults: 0 });
    await rejectsWithClientError(target, target.batch.send(list), /maxResults must be a whole number from 1 to 100/);
  });
});
