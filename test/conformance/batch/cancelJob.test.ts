import assert from 'node:assert/strict';
import { CancelJobCommand } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch CancelJob', () => {
  let fixture: JobFixture;
  before(async () => {
    // One vCPU: four jobs of a quarter run, the others wait.
    fixture = await openJobFixture(1);
  });
  after(() => fixture.close());

  it('ends a RUNNABLE job and leaves a running one alone', async () => {
    const running = await Promise.all(Array.from({ length: 4 }, () => fixture.submit('sleep 60')));
    await Promise.all(running.map((jobId) => fixture.waitFor(jobId, 'RUNNING')));
    const waits = await fixture.submit('true');
    await fixture.waitFor(waits, 'RUNNABLE');
    for (const jobId of [waits, ...running]) {
      await fixture.target.batch.send(new CancelJobCommand({ jobId, reason: 'not needed' }));
    }
    const job = await fixture.waitFor(waits, 'FAILED');
    assert.deepEqual([job.statusReason, job.isCancelled, job.startedAt], ['not needed', true, undefined]);
    for (const jobId of running) assert.equal((await fixture.describe(jobId)).status, 'RUNNING');
  });
});
