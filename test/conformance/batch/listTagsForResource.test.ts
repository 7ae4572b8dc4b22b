import assert from 'node:assert/strict';
import { ListTagsForResourceCommand } from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch ListTagsForResource', () => {
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
  });
  after(() => resources.removeAndClose());

  const tagsOf = async (resourceArn: string) =>
    (await target.batch.send(new ListTagsForResourceCommand({ resourceArn }))).tags;

  it('gives the tags, or none', async () => {
    assert.deepEqual(await tagsOf((await resources.policy({ tags: { a: '1' } })).arn), { a: '1' });
    assert.deepEqual((await tagsOf((await resources.policy()).arn)) ?? {}, {});
    assert.deepEqual(await tagsOf((await resources.definition({ tags: { b: '2' } })).arn), { b: '2' });
  });

  it('refuses what does not exist or has no tags of its own', async () => {
    const { arn } = await resources.policy();
    await rejectsWithClientError(target, tagsOf(`${arn}-not`), /does not exist/);
    const job = arn.replace(/scheduling-policy\/.*/, 'job/00000000-0000-4000-8000-000000000000');
    await rejectsWithClientError(target, tagsOf(`${job}:3`), /is a child job/);
    if (!target.isRemote) await rejectsWithClientError(target, tagsOf(job), /does not exist/);
  });
});
