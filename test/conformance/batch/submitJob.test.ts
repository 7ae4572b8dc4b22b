import assert from 'node:assert/strict';
import { RegisterJobDefinitionCommand, SubmitJobCommand, type SubmitJobRequest } from '@aws-sdk/client-batch';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';
import { until } from '../../support/until';

describe('batch SubmitJob', () => {
  let fixture: JobFixture;
  before(async () => {
    fixture = await openJobFixture();
  });
  after(() => fixture.close());

  const refused = (rest: Partial<SubmitJobRequest>, message: RegExp): Promise<void> =>
    assert.rejects(fixture.submit('true', rest), (error: Error & { $metadata: { httpStatusCode: number } }) => {
      assert.equal(error.name, 'ClientException');
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.message, message);
      return true;
    });

  async function logOf(stream: string): Promise<readonly string[]> {
    const request = { logGroupName: '/aws/batch/job', logStreamName: stream, startFromHead: true };
    let lines: readonly string[] = [];
    // The log of a job may arrive after its end.
    await until(60_000, 'the log has its last line', async () => {
      const { events = [] } = await fixture.target.logs.send(new GetLogEventsCommand(request));
      lines = events.map(({ message = '' }) => message);
      return lines.includes('end');
    });
    return lines;
  }

  it('runs the command, with merged environment, and its output is in CloudWatch Logs', async () => {
    const jobId = await fixture.submit(
      'echo "$GREETING $AWS_BATCH_JOB_ATTEMPT $AWS_BATCH_JQ_NAME"; echo problem >&2; echo end',
      {
        containerOverrides: { environment: [{ name: 'GREETING', value: 'hello' }] },
      },
    );
    const job = await fixture.waitFor(jobId, 'SUCCEEDED', 'FAILED');
    assert.equal(job.status, 'SUCCEEDED', job.statusReason);
    assert.equal(job.container?.exitCode, 0);
    const lines = await logOf(job.container.logStreamName ?? '');
    assert.deepEqual([...lines].sort(), ['end', `hello 1 ${fixture.queue}`, 'problem']);
  });

  it('an array runs each child with its index', async () => {
    const jobId = await fixture.submit('test $AWS_BATCH_JOB_ARRAY_INDEX -lt 2; exit $?', {
      arrayProperties: { size: 3 },
    });
    const job = await fixture.waitFor(jobId, 'SUCCEEDED', 'FAILED');
    assert.equal(job.status, 'FAILED');
    assert.deepEqual(
      [
        job.arrayProperties?.size,
        job.arrayProperties?.statusSummary?.SUCCEEDED,
        job.arrayProperties?.statusSummary?.FAILED,
      ],
      [3, 2, 1],
    );
    assert.equal((await fixture.describe(`${jobId}:2`)).container?.exitCode, 1);
  });

  it('a job that depends on an array runs after it', async () => {
    const array = await fixture.submit('true', { arrayProperties: { size: 2 } });
    const after = await fixture.submit('true', { dependsOn: [{ jobId: array }] });
    const second = await fixture.waitFor(after, 'SUCCEEDED', 'FAILED');
    assert.equal(second.status, 'SUCCEEDED');
    const first = await fixture.describe(array);
    assert.ok((second.startedAt ?? 0) >= (first.stoppedAt ?? Infinity) - 1000);
  });

  it('retries with a new task and a new log stream', async () => {
    const jobId = await fixture.submit('test $AWS_BATCH_JOB_ATTEMPT = 2', { retryStrategy: { attempts: 3 } });
    const job = await fixture.waitFor(jobId, 'SUCCEEDED', 'FAILED');
    assert.equal(job.status, 'SUCCEEDED');
    const streams = (job.attempts ?? []).map(({ container }) => container?.logStreamName);
    assert.equal(streams.length, 2);
    assert.notEqual(streams[0], streams[1]);
  });

  it('refuses what is wrong with the request, and says what', async () => {
    await refused({ jobName: '-x' }, /Job name should match valid pattern/);
    await refused({ jobQueue: 'no-such-queue' }, /no-such-queue does not exist/);
    await refused({ jobDefinition: 'no-such-definition' }, /no-such-definition/);
    await refused({ parameters: {} }, /No parameter found for reference script/);
    await refused({ arrayProperties: { size: 1 } }, /2 to 10000/);
    await refused({ arrayProperties: { size: 10_001 } }, /2 to 10000/);
    await refused({ timeout: { attemptDurationSeconds: 59 } }, /60/);
    await refused({ retryStrategy: { attempts: 11 } }, /10/);
    await refused({ shareIdentifier: 'A' }, /can onlybe submitted to job queue with fair share/);
    await refused({ containerOverrides: { environment: [{ name: 'AWS_BATCH_X', value: '1' }] } }, /AWS_BATCH/);
    const twentyOne = Array.from({ length: 21 }, () => ({ jobId: '00000000-0000-0000-0000-000000000000' }));
    await refused({ dependsOn: twentyOne }, /Job cannot have more than 20 dependencies/);
    await refused({ dependsOn: [{ jobId: '00000000-0000-0000-0000-000000000000' }] }, /does not exist/);
    await refused({ dependsOn: [{ type: 'SEQUENTIAL' }] }, /array/);
    const resourceRequirements = [{ type: 'MEMORY' as const, value: '513' }];
    await refused({ containerOverrides: { resourceRequirements } }, /Fargate resource requirements/);
  });

  it('refuses a definition that the queue cannot run', async () => {
    const { jobDefinitionArn } = await fixture.target.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: `${fixture.definition}-ec2`,
        type: 'container',
        containerProperties: {
          image: 'host',
          resourceRequirements: [
            { type: 'VCPU', value: '1' },
            { type: 'MEMORY', value: '16' },
          ],
        },
      }),
    );
    await refused({ jobDefinition: jobDefinitionArn }, /can not run Jobs with capability EC2/);
  });

  it('refuses a request without its required members', async () => {
    const request = { jobName: 'x', jobQueue: fixture.queue } as SubmitJobRequest;
    await assert.rejects(fixture.target.batch.send(new SubmitJobCommand(request)), { name: 'ClientException' });
  });
});
