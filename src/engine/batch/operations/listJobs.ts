// ListJobs: the jobs of a queue or the children of an array, newest first, page by page.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html
import type { JobStatus, KeyValuesPair, ListJobsRequest, ListJobsResponse } from '@aws-sdk/client-batch';
import { checkRange, clientError, decodeToken, encodeToken } from '../checks';
import type { BatchContext, BatchOperation } from '../context';
import { jobSummary } from '../jobDetail';
import { jobStatuses } from '../jobIndex';
import { findJobQueue } from '../lookup';
import type { JobRecord } from '../jobRecord';

/** A page by state may be long; one with a filter may not, since each job has to be looked at. */
const maxByStatus = 1000;
const maxByFilter = 100;

export const listJobs: BatchOperation<ListJobsRequest, ListJobsResponse> = (input, context) => {
  const { jobQueue, arrayJobId, multiNodeJobId, jobStatus, filters = [] } = input;
  const selectors = [jobQueue, arrayJobId, multiNodeJobId].filter((selector) => selector !== undefined);
  if (selectors.length !== 1) throw clientError('Give exactly one of jobQueue, arrayJobId and multiNodeJobId.');
  if (filters.length > 1) throw clientError('ListJobs takes one filter at most.');
  if (jobStatus !== undefined && !jobStatuses.includes(jobStatus)) {
    throw clientError(`jobStatus "${jobStatus}" must be one of ${jobStatuses.join(', ')}.`);
  }
  const max = filters.length > 0 ? maxByFilter : maxByStatus;
  checkRange('maxResults', input.maxResults, 1, max);
  const page = { limit: input.maxResults ?? max, after: positionOf(input.nextToken) };
  if (multiNodeJobId !== undefined) return { jobSummaryList: [] };
  if (arrayJobId !== undefined) return listChildren(context, arrayJobId, jobStatus ?? 'RUNNING', page);
  return listQueue(context, jobQueue ?? '', jobStatus, filters[0], page);
};

type Page = { readonly limit: number; readonly after: number | undefined };

function listChildren(context: BatchContext, arrayJobId: string, status: JobStatus, page: Page): ListJobsResponse {
  const { state, arns } = context;
  const parentId = arns.nameOf('job', arrayJobId);
  if (state.jobs.get(parentId)?.arraySize === undefined) {
    throw clientError(`${arrayJobId} is not the id of an array job.`);
  }
  const found: JobRecord[] = [];
  const ids = state.index.children(parentId);
  let next = (page.after ?? -1) + 1;
  for (; next < ids.length && found.length <= page.limit; next += 1) {
    const child = state.jobs.get(ids[next] ?? '');
    if (child?.status === status) found.push(child);
  }
  return answer(context, found, page, (job) => job.index ?? 0);
}

function listQueue(
  context: BatchContext,
  jobQueue: string,
  jobStatus: JobStatus | undefined,
  filter: KeyValuesPair | undefined,
  page: Page,
): ListJobsResponse {
  const { jobs, index } = context.state;
  const queueArn = findJobQueue(context, jobQueue).jobQueueArn ?? '';
  const matches = filter === undefined ? () => true : matcherOf(filter);
  // A filter looks at all states; only SHARE_IDENTIFIER goes together with one.
  const status =
    filter === undefined ? (jobStatus ?? 'RUNNING') : filter.name === 'SHARE_IDENTIFIER' ? jobStatus : undefined;
  const ids = status === undefined ? index.allInQueue(queueArn) : index.inQueue(queueArn, status);
  const found: JobRecord[] = [];
  for (const [, jobId] of ids?.entriesReversed(page.after, undefined, true) ?? []) {
    const job = jobs.get(jobId);
    if (job === undefined || !matches(job)) continue;
    found.push(job);
    if (found.length > page.limit) break;
  }
  return answer(context, found, page, (job) => job.seq);
}

/** @param found one more than the page holds, where there are more. */
function answer(
  { state, arns }: BatchContext,
  found: readonly JobRecord[],
  { limit }: Page,
  positionOfJob: (job: JobRecord) => number,
): ListJobsResponse {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const nextToken = found.length > limit && last ? encodeToken(String(positionOfJob(last))) : undefined;
  return { jobSummaryList: shown.map((job) => jobSummary(state, arns, job)), nextToken };
}

function positionOf(nextToken: string | undefined): number | undefined {
  if (nextToken === undefined) return undefined;
  const position = Number(decodeToken(nextToken));
  if (!Number.isInteger(position)) throw clientError('The nextToken is not valid: start again without it.');
  return position;
}

function matcherOf({ name = '', values = [] }: KeyValuesPair): (job: JobRecord) => boolean {
  if (values.length === 0) throw clientError(`The filter ${name} has no values.`);
  const any = (test: (value: string, job: JobRecord) => boolean) => (job: JobRecord) =>
    values.some((value) => test(value, job));
  switch (name) {
    case 'JOB_NAME':
      return any((value, { jobName }) => isPatternMatch(value.toLowerCase(), jobName.toLowerCase()));
    case 'JOB_DEFINITION':
      return any((value, { jobDefinition }) =>
        value.startsWith('arn:') ? value === jobDefinition : isPatternMatch(value, definitionName(jobDefinition)),
      );
    case 'BEFORE_CREATED_AT':
      return any((value, { createdAt }) => createdAt < milliseconds(name, value));
    case 'AFTER_CREATED_AT':
      return any((value, { createdAt }) => createdAt > milliseconds(name, value));
    case 'SHARE_IDENTIFIER':
      return any((value, { spec }) => spec?.shareIdentifier === value);
    default:
      throw clientError(
        `The filter "${name}" must be JOB_NAME, JOB_DEFINITION, BEFORE_CREATED_AT, AFTER_CREATED_AT or SHARE_IDENTIFIER.`,
      );
  }
}

/** A trailing `*` makes a prefix. */
function isPatternMatch(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

function definitionName(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1).replace(/:\d+$/, '');
}

function milliseconds(filter: string, value: string): number {
  if (!/^\d+$/.test(value))
    throw clientError(`The value of ${filter} must be milliseconds since 1970, not "${value}".`);
  return Number(value);
}
