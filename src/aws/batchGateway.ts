// AWS Batch through the SDK.
import type { BatchPort, JobSelector, SubmitJobRequest } from '../app/ports';
import { AppError } from '../core/errors';
import type { Job, JobSummary } from '../core/job';
import { call } from './call';
import type { AwsClients } from './clients';
import { toJob, toJobSummary } from './translate';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
const idsPerCall = 100;

export class BatchGateway implements BatchPort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async submitJob(request: SubmitJobRequest, signal: AbortSignal): Promise<{ readonly jobId: string }> {
    const { sdk, submitter } = await this.clients();
    const { jobName, jobQueue, jobDefinition, arraySize, dependsOnJobIds, environment } = request;
    const doing = `submit the job "${jobName}"`;
    const command = new sdk.SubmitJobCommand({
      jobName,
      jobQueue,
      jobDefinition,
      arrayProperties: arraySize === undefined ? undefined : { size: arraySize },
      dependsOn: dependsOnJobIds?.map((jobId) => ({ jobId })),
      containerOverrides:
        environment === undefined
          ? undefined
          : { environment: Object.entries(environment).map(([name, value]) => ({ name, value })) },
    });
    const { jobId } = await call(doing, submitter, command, signal);
    if (jobId === undefined) {
      const text = `Could not ${doing}: the answer names no job. Is the endpoint one of AWS Batch?`;
      throw new AppError('server', text, { isAnswerLost: true });
    }
    return { jobId };
  }

  async describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]> {
    const { sdk, batch } = await this.clients();
    const jobs: Job[] = [];
    for (let start = 0; start < jobIds.length; start += idsPerCall) {
      const command = new sdk.DescribeJobsCommand({ jobs: jobIds.slice(start, start + idsPerCall) });
      const answer = await call('describe jobs', batch, command, signal);
      jobs.push(...(answer.jobs ?? []).map(toJob));
    }
    return jobs;
  }

  async *listJobs(selector: JobSelector, signal: AbortSignal): AsyncIterable<readonly JobSummary[]> {
    const { sdk, batch } = await this.clients();
    const input =
      'arrayJobId' in selector
        ? { arrayJobId: selector.arrayJobId, jobStatus: selector.status }
        : { jobQueue: selector.jobQueue, filters: [{ name: 'JOB_NAME', values: [selector.jobName] }] };
    let nextToken: string | undefined;
    do {
      const command = new sdk.ListJobsCommand({ ...input, nextToken });
      const answer = await call('list jobs', batch, command, signal);
      yield (answer.jobSummaryList ?? []).map(toJobSummary);
      nextToken = answer.nextToken;
    } while (nextToken !== undefined && nextToken !== '');
  }

  async terminateJob(jobId: string, reason: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    await call(`terminate the job ${jobId}`, batch, new sdk.TerminateJobCommand({ jobId, reason }), signal);
  }
}
