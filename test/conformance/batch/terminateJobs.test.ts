import assert from 'node:assert/strict';
import { TerminateJobsCommand } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch TerminateJobs', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture();
  });
  after(() => fixture.close());

  it('answers for each job by itself', async () => {
    const first = await fixture.submit('sleep 60');
    const waits = await fixture.submit('true', { dependsOn: [{ jobId: first }] });
    await fixture.waitFor(waits, 'PENDING');
    const jobs = [waits, 'not-a-job-id'];
    const answer = await fixture.target.batch.send(new TerminateJobsCommand({ jobs, reason: 'together' }));
    assert.deepEqual(answer.successful, [waits]);
    assert.deepEqual(
      answer.errors?.map(({ job, code }) => [job, code]),
      [['not-a-job-id', 'ValidationException']],
    );
    assert.equal((await fixture.describe(waits)).isTerminated, true);
  });

  it('takes 50 at most', async () => {
    const jobs = Array.from({ length: 51 }, () => '00000000-0000-0000-0000-000000000000');
    await assert.rejects(fixture.target.batch.send(new TerminateJobsCommand({ jobs, reason: 'x' })), {
      name: 'ClientException',
    });
  });
});
