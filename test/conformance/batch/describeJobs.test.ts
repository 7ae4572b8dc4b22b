import assert from 'node:assert/strict';
import { DescribeJobsCommand } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch DescribeJobs', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture();
  });
  after(() => fixture.close());

  it('gives names as ARNs, empty collections and no early fields', async () => {
    const first = await fixture.submit('sleep 30');
    const waiting = await fixture.describe(await fixture.submit('true', { dependsOn: [{ jobId: first }] }));
    assert.match(waiting.jobQueue ?? '', /^arn:aws:batch:[^:]+:\d{12}:job-queue\//);
    assert.match(waiting.jobDefinition ?? '', /:job-definition\/[^:]+:1$/);
    assert.deepEqual(waiting.attempts, []);
    assert.deepEqual(waiting.container?.environment, []);
    assert.deepEqual(
      waiting.dependsOn?.map(({ jobId }) => jobId),
      [first],
    );
    for (const member of ['startedAt', 'stoppedAt'] as const) assert.equal(waiting[member], undefined, member);
    assert.equal(waiting.container.logStreamName, undefined);
  });

  it('describes children and their parent', async () => {
    const parent = await fixture.submit('true', { arrayProperties: { size: 2 } });
    await fixture.waitFor(parent, 'SUCCEEDED');
    const { jobs = [] } = await fixture.target.batch.send(new DescribeJobsCommand({ jobs: [parent, `${parent}:1`] }));
    const byId = new Map(jobs.map((job) => [job.jobId, job]));
    assert.equal(byId.get(`${parent}:1`)?.arrayProperties?.index, 1);
    const summary = byId.get(parent)?.arrayProperties?.statusSummary ?? {};
    assert.deepEqual(Object.keys(summary).sort(), [
      'FAILED',
      'PENDING',
      'RUNNABLE',
      'RUNNING',
      'STARTING',
      'SUBMITTED',
      'SUCCEEDED',
    ]);
  });

  it('leaves out unknown ids and takes 100 at most', async () => {
    const unknown = '00000000-0000-0000-0000-000000000000';
    const { jobs } = await fixture.target.batch.send(new DescribeJobsCommand({ jobs: [unknown] }));
    assert.deepEqual(jobs, []);
    const many = Array.from({ length: 101 }, () => unknown);
    await assert.rejects(fixture.target.batch.send(new DescribeJobsCommand({ jobs: many })), {
      name: 'ClientException',
      message: /Maximum number of jobs supported is 100/,
    });
  });
});
