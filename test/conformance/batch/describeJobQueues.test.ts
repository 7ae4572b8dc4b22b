import assert from 'node:assert/strict';
import { DescribeJobQueuesCommand, paginateDescribeJobQueues } from '@aws-sdk/client-batch';
import { BatchResources, type Named, rejectsWithClientError } from '../../support/batchResources';
import { type Target, openTarget } from '../../support/target';

describe('batch DescribeJobQueues', () => {
  let target: Target;
  let resources: BatchResources;
  let three: readonly Named[];
  before(async () => {
    target = await openTarget();
    resources = new BatchResources(target);
    const environment = await resources.environment();
    three = [
      await resources.queue([environment]),
      await resources.queue([environment]),
      await resources.queue([environment]),
    ];
  });
  after(() => resources.removeAndClose());

  it('finds by name and by ARN, each once, and leaves out what does not exist', async () => {
    const [first, second] = three;
    const { jobQueues = [] } = await target.batch.send(
      new DescribeJobQueuesCommand({ jobQueues: [first?.name ?? '', first?.arn ?? '', second?.arn ?? '', 'nothing'] }),
    );
    assert.deepEqual(jobQueues.map(({ jobQueueArn }) => jobQueueArn).sort(), [first?.arn, second?.arn].sort());
  });

  it('gives every queue once, page by page', async () => {
    const seen: (string | undefined)[] = [];
    const paginator = paginateDescribeJobQueues({ client: target.batch, pageSize: 2 }, {});
    for await (const { jobQueues = [] } of paginator) {
      assert.ok(jobQueues.length <= 2);
      seen.push(...jobQueues.map(({ jobQueueName }) => jobQueueName));
    }
    assert.equal(new Set(seen).size, seen.length);
    for (const { name } of three) assert.ok(seen.includes(name));
  });

  it('refuses a page size out of range and more than 100 names', async () => {
    const refused = (input: { maxResults?: number; jobQueues?: string[] }, text: RegExp): Promise<void> =>
      rejectsWithClientError(target, target.batch.send(new DescribeJobQueuesCommand(input)), text);
    await refused({ maxResults: 101 }, /maxResults must be a whole number from 1 to 100; it is 101/);
    await refused({ jobQueues: Array.from({ length: 101 }, (_, index) => `q${index}`) }, /100 entries at most/);
  });
});
