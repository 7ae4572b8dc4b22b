import assert from 'node:assert/strict';
import { type JobSummary, ListJobsCommand, type ListJobsRequest } from '@aws-sdk/client-batch';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch ListJobs', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture();
  });
  after(() => fixture.close());

  async function list(
    request: ListJobsRequest,
  ): Promise<{ readonly jobs: readonly JobSummary[]; readonly pages: number }> {
    const jobs: JobSummary[] = [];
    let pages = 0;
    let nextToken: string | undefined;
    do {
      const answer = await fixture.target.batch.send(new ListJobsCommand({ ...request, nextToken }));
      jobs.push(...(answer.jobSummaryList ?? []));
      nextToken = answer.nextToken;
      pages += 1;
    } while (nextToken !== undefined);
    return { jobs, pages };
  }
  const ids = (jobs: readonly JobSummary[]): readonly (string | undefined)[] => jobs.map(({ jobId }) => jobId);

  it('without a status lists RUNNING jobs only, in which an array parent never is', async () => {
    const runs = await fixture.submit('sleep 60');
    const array = await fixture.submit('sleep 60', { arrayProperties: { size: 2 } });
    await fixture.waitFor(runs, 'RUNNING');
    await fixture.waitFor(`${array}:1`, 'RUNNING');
    const jobQueue = fixture.queue;
    assert.deepEqual(ids((await list({ jobQueue })).jobs), [runs]);
    const pending = (await list({ jobQueue, jobStatus: 'PENDING' })).jobs;
    assert.deepEqual(ids(pending), [array]);
    assert.equal(pending[0]?.arrayProperties?.statusSummary?.RUNNING, 2);
    assert.deepEqual(ids((await list({ arrayJobId: array })).jobs), [`${array}:0`, `${array}:1`]);
    assert.deepEqual(ids((await list({ arrayJobId: array, jobStatus: 'SUCCEEDED' })).jobs), []);
  });

  it('pages without losing or repeating a job, newest first', async () => {
    const prefix = `page-${Date.now()}`;
    const submitted: string[] = [];
    for (let n = 0; n < 7; n += 1) submitted.push(await fixture.submit('true', { jobName: `${prefix}-${n}` }));
    const filters = [{ name: 'JOB_NAME', values: [`${prefix.toUpperCase()}*`] }];
    const { jobs, pages } = await list({ jobQueue: fixture.queue, filters, maxResults: 3 });
    assert.deepEqual(ids(jobs), submitted.reverse());
    assert.equal(pages, 3);
  });

  it('filters by definition and by time, over all states', async () => {
    const before = Date.now() - 1;
    const jobId = await fixture.submit('exit 3');
    const job = await fixture.waitFor(jobId, 'FAILED');
    const jobQueue = fixture.queue;
    const after = await list({ jobQueue, filters: [{ name: 'AFTER_CREATED_AT', values: [String(before)] }] });
    assert.ok(ids(after.jobs).includes(jobId));
    const summary = after.jobs.find((found) => found.jobId === jobId);
    assert.deepEqual([summary?.status, summary?.container?.exitCode], ['FAILED', 3]);
    assert.equal(summary?.isTerminated, undefined);
    const early = await list({ jobQueue, filters: [{ name: 'BEFORE_CREATED_AT', values: [String(before)] }] });
    assert.ok(!ids(early.jobs).includes(jobId));
    for (const value of [fixture.definition, `${fixture.definition.slice(0, -2)}*`, job.jobDefinition ?? '']) {
      const found = await list({ jobQueue, filters: [{ name: 'JOB_DEFINITION', values: [value] }] });
      assert.ok(ids(found.jobs).includes(jobId), value);
    }
  });

  it('refuses a request that is not one selector, one filter and a status that exists', async () => {
    const jobQueue = fixture.queue;
    const twoFilters = [
      { name: 'JOB_NAME', values: ['a'] },
      { name: 'JOB_NAME', values: ['b'] },
    ];
    const wrong: ListJobsRequest[] = [
      {},
      { jobQueue, arrayJobId: '00000000-0000-0000-0000-000000000000' },
      { jobQueue, filters: twoFilters },
      { jobQueue, filters: [{ name: 'NO_SUCH', values: ['a'] }] },
      { jobQueue, jobStatus: 'DONE' as 'FAILED' },
      { jobQueue, maxResults: 1001 },
      { jobQueue, maxResults: 101, filters: [{ name: 'JOB_NAME', values: ['a'] }] },
      { jobQueue: 'no-such-queue' },
      { jobQueue, nextToken: 'nonsense' },
    ];
    for (const request of wrong) {
      await assert.rejects(
        fixture.target.batch.send(new ListJobsCommand(request)),
        { name: 'ClientException' },
        JSON.stringify(request),
      );
    }
  });
});
