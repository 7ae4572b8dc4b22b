import assert from 'node:assert/strict';
import { TerminateJobCommand } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch TerminateJob', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture();
  });
  after(() => fixture.close());

  it('ends a running job with its whole process tree, and the reason becomes the statusReason', async () => {
    const jobId = await fixture.submit('sleep 300 & sleep 300; wait', { retryStrategy: { attempts: 3 } });
    await fixture.waitFor(jobId, 'RUNNING');
    await fixture.target.batch.send(new TerminateJobCommand({ jobId, reason: 'seen enough' }));
    assert.equal((await fixture.describe(jobId)).isTerminated, true);
    const job = await fixture.waitFor(jobId, 'FAILED', 'SUCCEEDED');
    assert.deepEqual([job.status, job.statusReason, job.attempts?.length], ['FAILED', 'seen enough', 1]);
    assert.ok([137, 143].includes(job.container?.exitCode ?? 0), String(job.container?.exitCode));
  });

  it('is no error for an unknown id or a job that has ended', async () => {
    const ended = await fixture.submit('true');
    await fixture.waitFor(ended, 'SUCCEEDED');
    for (const jobId of [ended, '00000000-0000-0000-0000-000000000000']) {
      await fixture.target.batch.send(new TerminateJobCommand({ jobId, reason: 'late' }));
    }
    assert.equal((await fixture.describe(ended)).status, 'SUCCEEDED');
  });

  it('wants a reason of up to 1024 characters', async () => {
    for (const reason of ['', 'x'.repeat(1025)]) {
      await assert.rejects(
        fixture.target.batch.send(new TerminateJobCommand({ jobId: '00000000-0000-0000-0000-000000000000', reason })),
        { name: 'ClientException' },
      );
    }
  });
});
