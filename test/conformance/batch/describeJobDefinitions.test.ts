import assert from 'node:assert/strict';
import {
  DeregisterJobDefinitionCommand,
  DescribeJobDefinitionsCommand,
  type DescribeJobDefinitionsCommandInput,
  paginateDescribeJobDefinitions,
} from '@aws-sdk/client-batch';
import { BatchResources, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget, uniqueName } from '../../support/target';

describe('batch DescribeJobDefinitions', () => {
  const name = uniqueName('definition');
  let target: Target;
  let resources: BatchResources;
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    for (let revision = 1; revision <= 11; revision += 1) {
      await resources.definition({ jobDefinitionName: name });
    }
    await resources.definition({ jobDefinitionName: `${name}-other` });
    await target.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: `${name}:2` }));
  });
  after(() => resources.removeAndClose());

  const revisionsOf = async (input: DescribeJobDefinitionsCommandInput) => {
    const { jobDefinitions = [] } = await target.batch.send(new DescribeJobDefinitionsCommand(input));
    return jobDefinitions.map(({ revision }) => revision);
  };

  it('gives every revision of a name, the newest first, INACTIVE ones too', async () => {
    assert.deepEqual(await revisionsOf({ jobDefinitionName: name }), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.deepEqual(await revisionsOf({ jobDefinitionName: 'nothing-here' }), []);
  });

  it('filters by status', async () => {
    assert.deepEqual(await revisionsOf({ jobDefinitionName: name, status: 'INACTIVE' }), [2]);
    assert.equal((await revisionsOf({ jobDefinitionName: name, status: 'ACTIVE' })).length, 10);
  });

  it('finds by name:revision and by ARN, and leaves out what does not exist', async () => {
    const [arn = ''] = (
      await target.batch.send(new DescribeJobDefinitionsCommand({ jobDefinitions: [`${name}:3`] }))
    ).jobDefinitions?.map(({ jobDefinitionArn }) => jobDefinitionArn) ?? [''];
    assert.match(arn, /:3$/);
    assert.deepEqual(await revisionsOf({ jobDefinitions: [arn, `${name}:1`, `${name}:99`] }), [3, 1]);
  });

  it('gives every revision once, page by page', async () => {
    const seen: (number | undefined)[] = [];
    const paginator = paginateDescribeJobDefinitions(
      { client: target.batch, pageSize: 4 },
      { jobDefinitionName: name },
    );
    for await (const { jobDefinitions = [] } of paginator) {
      assert.ok(jobDefinitions.length <= 4);
      seen.push(...jobDefinitions.map(({ revision }) => revision));
    }
    assert.deepEqual(seen, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('refuses jobDefinitions together with anything else, and more than 100 of them', async () => {
    const jobDefinitions = [`${name}:1`];
    for (const other of [{ status: 'ACTIVE' }, { jobDefinitionName: name }, { maxResults: 5 }]) {
      await rejectsWithClientError(target, revisionsOf({ jobDefinitions, ...other }), /cannot be used together/);
    }
    const many = Array.from({ length: 101 }, (_, index) => `${name}:${index + 1}`);
    await rejectsWithClientError(target, revisionsOf({ jobDefinitions: many }), /100 entries at most/);
    await rejectsWithClientError(target, revisionsOf({ maxResults: 101 }), /maxResults must be/);
  });
});
