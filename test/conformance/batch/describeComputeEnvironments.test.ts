import assert from 'node:assert/strict';
import {
  DescribeComputeEnvironmentsCommand,
  type DescribeComputeEnvironmentsCommandInput,
  paginateDescribeComputeEnvironments,
} from '@aws-sdk/client-batch';
import { BatchResources, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch DescribeComputeEnvironments', () => {
  let target: Target;
  let resources: BatchResources;
  let three: readonly Named[];
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    three = [await resources.environment(), await resources.environment(), await resources.environment()];
  });
  after(() => resources.removeAndClose());

  it('finds by name and by ARN, and leaves out what does not exist', async () => {
    const [first, second] = three;
    const { computeEnvironments = [] } = await target.batch.send(
      new DescribeComputeEnvironmentsCommand({
        computeEnvironments: [first?.name ?? '', second?.arn ?? '', 'nothing'],
      }),
    );
    assert.deepEqual(
      computeEnvironments.map(({ computeEnvironmentArn }) => computeEnvironmentArn).sort(),
      [first?.arn, second?.arn].sort(),
    );
  });

  it('gives every environment once, page by page', async () => {
    const seen: (string | undefined)[] = [];
    let pages = 0;
    const paginator = paginateDescribeComputeEnvironments({ client: target.batch, pageSize: 1 }, {});
    for await (const { computeEnvironments = [] } of paginator) {
      assert.ok(computeEnvironments.length <= 1);
      seen.push(...computeEnvironments.map(({ computeEnvironmentName }) => computeEnvironmentName));
      pages += 1;
    }
    assert.ok(pages >= 3);
    assert.equal(new Set(seen).size, seen.length);
    for (const { name } of three) assert.ok(seen.includes(name));
  });

  it('refuses a page size out of range, a token of its own making and more than 100 names', async () => {
    const refused = (input: DescribeComputeEnvironmentsCommandInput, text: RegExp): Promise<void> =>
      rejectsWithClientError(target, target.batch.send(new DescribeComputeEnvironmentsCommand(input)), text);
    await refused({ maxResults: 0 }, /maxResults must be a whole number from 1 to 100/);
    await refused({ maxResults: 101 }, /maxResults must be a whole number from 1 to 100/);
    await refused({ nextToken: 'abc' }, /nextToken is not valid/);
    await refused(
      { computeEnvironments: Array.from({ length: 101 }, (_, index) => `e${index}`) },
      /100 entries at most/,
    );
  });
});
