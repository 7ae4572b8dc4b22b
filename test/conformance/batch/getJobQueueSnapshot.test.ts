import assert from 'node:assert/strict';
import { GetJobQueueSnapshotCommand } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';
import { until } from '../../support/until';

describe('batch GetJobQueueSnapshot', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture(1);
  });
  after(() => fixture.close());

  it('shows the RUNNABLE jobs in the order in which they will be served, and what the queue uses', async () => {
    const running = await Promise.all(Array.from({ length: 4 }, () => fixture.submit('sleep 60')));
    await Promise.all(running.map((jobId) => fixture.waitFor(jobId, 'RUNNING')));
    const first = await fixture.submit('true');
    const second = await fixture.submit('true');
    await fixture.waitFor(second, 'RUNNABLE');
    const request = new GetJobQueueSnapshotCommand({ jobQueue: fixture.queue });
    // On AWS the snapshot is taken every few minutes.
    await until(fixture.target.isRemote ? 600_000 : 5000, 'the snapshot shows both jobs', async () => {
      const { frontOfQueue } = await fixture.target.batch.send(request);
      return frontOfQueue?.jobs?.length === 2;
    });
    const { frontOfQueue, queueUtilization } = await fixture.target.batch.send(request);
    assert.deepEqual(
      frontOfQueue?.jobs?.map(({ jobArn }) => jobArn?.split(':job/')[1]),
      [first, second],
    );
    assert.ok((frontOfQueue.jobs[0]?.earliestTimeAtPosition ?? 0) > 0);
    assert.equal(queueUtilization?.totalCapacityUsage?.[0]?.quantity, 1);
  });

  it('refuses an unknown queue', async () => {
    const request = new GetJobQueueSnapshotCommand({ jobQueue: 'no-such-queue' });
    await assert.rejects(fixture.target.batch.send(request), { name: 'ClientException', message: /does not exist/ });
  });
});
