// Tool: the newest jobs of a queue, or those in one state.
import * as v from 'valibot';
import { jobStatuses } from '../../core/jobStatus';
import type { JobSummary } from '../../core/job';
import type { JobListing } from '../ports';
import { inToolSession } from './inToolSession';
import { makeTool } from './tool';

/** A filter needs a value: no job is older than AWS Batch itself. */
const beforeAwsBatch = Date.UTC(2016, 11, 1);

const schema = v.strictObject({
  queue: v.optional(v.pipe(v.string(), v.nonEmpty())),
  status: v.optional(v.picklist(jobStatuses)),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 25),
});

export const listJobs = makeTool({
  schema,
  progress: ({ queue }, { t }) => (queue === undefined ? t('Listing job queues') : t('Listing jobs of {0}', queue)),
  run: ({ queue, status, limit }, services, cancel) =>
    inToolSession(services, cancel, async ({ batch }, signal) => {
      if (queue === undefined) {
        const { items } = await batch.fetchJobQueuePage({}, signal);
        return { queues: items.map(({ name, state, priority }) => ({ name, state, priority })) };
      }
      const listing: JobListing =
        status === undefined ? { jobQueue: queue, createdAfter: beforeAwsBatch } : { jobQueue: queue, status };
      const { items, nextToken } = await batch.fetchJobPage(listing, {}, signal);
      return { jobs: items.slice(0, limit).map(told), hasMore: items.length > limit || nextToken !== undefined };
    }),
});

function told({
  jobId,
  jobName,
  status,
  statusReason,
  exitCode,
  reason,
  createdAt,
  stoppedAt,
  array,
}: JobSummary): object {
  return {
    ...{ jobId, jobName, status, statusReason, exitCode, reason },
    ...{ createdAt: iso(createdAt), stoppedAt: iso(stoppedAt) },
    ...(array?.size !== undefined && { children: array.size, counts: array.counts }),
  };
}

function iso(timeMs: number | undefined): string | undefined {
  return timeMs === undefined ? undefined : new Date(timeMs).toISOString();
}
