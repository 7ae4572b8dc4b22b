import assert from 'node:assert/strict';
import { ListTagsForResourceCommand, UntagResourceCommand } from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch UntagResource', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const untag = (resourceArn: string, tagKeys: string[]) =>
    target.batch.send(new UntagResourceCommand({ resourceArn, tagKeys }));

  it('takes the named tags away, one key or several, and minds no key that is not there', async () => {
    const { arn } = await resources.policy({ tags: { 'k 1': '1', 'k&2': '2', k3: '3' } });
    const tagsOf = async () => (await target.batch.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags;
    await untag(arn, ['k 1']);
    assert.deepEqual(await tagsOf(), { 'k&2': '2', k3: '3' });
    await untag(arn, ['k&2', 'unknown']);
    assert.deepEqual(await tagsOf(), { k3: '3' });
  });

  it('refuses a number of keys out of range, and what does not exist', async () => {
    const { arn } = await resources.policy();
    const keys = Array.from({ length: 51 }, (_, index) => `k${index}`);
    await rejectsWithClientError(target, untag(arn, keys), /tagKeys must have 1 to 50 entries; it has 51/);
    await rejectsWithClientError(target, untag(`${arn}-not`, ['a']), /does not exist/);
  });
});
